package io.kindling.submit.config;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.Utils;

/**
 * How commands reach files before Spark starts, or without it: by the settings that a context of
 * Spark's would give Hadoop, those that begin with {@code spark.hadoop.} among them.
 */
public final class SparkHadoop {
  private SparkHadoop() {}

  /** The settings of a process that spark-submit started, which has read all there are. */
  public static Configuration settings() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  /** Those of a process that it has not started: spark-defaults.conf has to be read yet. */
  public static Configuration settingsWithoutSubmit() {
    SparkConf conf = new SparkConf();
    Utils.loadDefaultSparkProperties(conf, null);
    return SparkHadoopUtil.get().newConfiguration(conf);
  }
}
