/** Rows that a user's program has in an RDD. */
package io.kindling.partitioning.format.rdd;
