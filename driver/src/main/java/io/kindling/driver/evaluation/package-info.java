/** Evaluating and scoring: what a model makes of rows. */
package io.kindling.driver.evaluation;
