package io.kindling.driver.aggregation;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/**
 * What a step needs of Spark's configuration to be fast. The command line sets it; a library user
 * may, before the context starts. Without it everything works, slower.
 */
public final class StepSettings {
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              // Parameters are float noise, which does not compress.
              "spark.broadcast.compress", "false",
              // They are checked against damage by the transport already.
              "spark.broadcast.checksum", "false",
              // Spark fills a whole block even for a small broadcast, and there are two in a step.
              "spark.broadcast.blockSize", "1m",
              // Gradients go straight to the driver instead of through the block manager.
              "spark.task.maxDirectResultSize", "64m"));

  private StepSettings() {}

  /** Sets what is not set yet, and returns {@code conf}. */
  public static SparkConf applyTo(SparkConf conf) {
    SETTINGS.forEach(conf::setIfMissing);
    return conf;
  }
}
