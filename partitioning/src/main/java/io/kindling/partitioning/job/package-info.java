/**
 * Spark jobs over the partitions of an RDD whose elements are leaves of a fixed tree, whatever they
 * are; the executors that run them; and giving back the memory that they took.
 */
package io.kindling.partitioning.job;
