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
              // Otherwise Spark packs the shards where the few splits of a file were read.
              "spark.shuffle.reduceLocality.enabled", "false",
              // Gradients go straight to the driver instead of through the block manager.
              "spark.task.maxDirectResultSize", "64m"));

  private static final String MOST_DIRECT_BYTES = "spark.kindling.mostDirectBytes";
  private static final String DEFAULT_MOST_DIRECT_BYTES = "128m";

  private StepSettings() {}

  /**
   * How many bytes the driver takes from the tasks of a step, all together. Beyond, the executors
   * finish the sum between themselves in a second stage and send it to the driver once. Spark's
   * setting {@code spark.kindling.mostDirectBytes}; it changes no model.
   */
  static long mostDirectBytes(SparkConf conf) {
    return conf.getSizeAsBytes(MOST_DIRECT_BYTES, DEFAULT_MOST_DIRECT_BYTES);
  }

  /** Sets what is not set yet, and returns {@code conf}. */
  public static SparkConf applyTo(SparkConf conf) {
    SETTINGS.forEach(conf::setIfMissing);
    return conf;
  }
}
