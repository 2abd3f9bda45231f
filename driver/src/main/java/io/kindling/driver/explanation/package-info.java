/**
 * What a model goes by, over many rows: permutation importance; and rows to be explained singly.
 */
package io.kindling.driver.explanation;
