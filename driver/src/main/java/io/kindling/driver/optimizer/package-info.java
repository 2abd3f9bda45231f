/**
 * Optimizers: values that turn a gradient into a change of the parameters. They run on the driver
 * and know nothing of Spark.
 */
package io.kindling.driver.optimizer;
