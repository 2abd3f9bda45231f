/**
 * The step: broadcast the parameters, let every shard compute its share, finish the fixed tree of
 * sums. The only place that starts the jobs of steps.
 */
package io.kindling.driver.aggregation;
