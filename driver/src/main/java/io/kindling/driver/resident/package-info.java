/**
 * Steps by workers: tasks of one Spark job that stay for many steps and exchange sums for
 * parameters with the driver over Spark's own RPC. The only package that knows that RPC.
 */
package io.kindling.driver.resident;
