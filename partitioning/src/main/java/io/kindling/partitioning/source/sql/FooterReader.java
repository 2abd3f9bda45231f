package io.kindling.partitioning.source.sql;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads what a file says of itself. */
interface FooterReader {
  Footer read(Configuration configuration, Path file) throws IOException;

  /**
   * The file's columns as Spark stores them. Spark would find them by a job of its own, and of a
   * Parquet file that names a class as the type of a column, it would make an object of that class.
   */
  StructType schema(SparkSession session, Configuration configuration, Path file)
      throws IOException;
}
