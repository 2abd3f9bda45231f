/** Fixtures: a local Spark, files and rows to read, and what a test compares. */
package io.kindling.partitioning.testing;
