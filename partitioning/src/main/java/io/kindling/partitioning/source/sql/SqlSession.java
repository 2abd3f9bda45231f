package io.kindling.partitioning.source.sql;

import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;

/**
 * A session of Spark SQL of our own: what we set in it, and what a user has set in theirs, do not
 * meet.
 */
final class SqlSession {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.caseSensitive", "true"),
          // Files that have a column of these can be read, without it.
          Map.entry("spark.sql.timeType.enabled", "true"),
          // Columns of batches are given up where there are more than this many, 100 by default.
          Map.entry("spark.sql.codegen.maxFields", "2000000"),
          Map.entry("spark.sql.codegen.wholeStage", "true"),
          Map.entry("spark.sql.parquet.enableVectorizedReader", "true"),
          // A length that is wrong in a file ends at the end of an array, not of what is there.
          Map.entry("spark.sql.columnVector.offheap.enabled", "false"),
          Map.entry("spark.sql.orc.enableVectorizedReader", "true"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"));

  private SqlSession() {}

  static SparkSession of(JavaSparkContext context) {
    SparkSession session =
        SparkSession.builder().sparkContext(context.sc()).getOrCreate().newSession();
    SETTINGS.forEach((key, value) -> session.conf().set(key, value));
    return session;
  }
}
