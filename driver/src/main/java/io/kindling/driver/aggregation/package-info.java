/**
 * The step: parameters out, every shard computes its share, sums along the fixed tree back; and a
 * Spark job for each, where that is the way to run it.
 */
package io.kindling.driver.aggregation;
