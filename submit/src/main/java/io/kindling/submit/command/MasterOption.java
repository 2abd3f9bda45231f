package io.kindling.submit.command;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where Spark runs. */
final class MasterOption {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; by default what spark-submit was given, or local[*].")
  @Nullable String master;

  JavaSparkContext start(String name) {
    return SparkContexts.start(name, master);
  }
}
