/** Tables that Spark SQL reads: files of Parquet and ORC. */
package io.kindling.partitioning.source.sql;
