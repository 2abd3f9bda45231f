/**
 * Where rows come from. A source gives its rows in one global order that does not depend on how the
 * input is split, and marks what is wrong with a row instead of failing.
 */
package io.kindling.partitioning.source;
