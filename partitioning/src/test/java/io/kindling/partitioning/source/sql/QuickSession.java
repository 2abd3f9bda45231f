package io.kindling.partitioning.source.sql;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The session of tests: compiling each query would take longer than their few rows. */
final class QuickSession {
  private QuickSession() {}

  static SparkSession of(JavaSparkContext context) {
    SparkSession session = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return session;
  }
}
