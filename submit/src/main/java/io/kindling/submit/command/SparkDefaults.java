package io.kindling.submit.command;

import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.serializer.KindlingRegistrator;
import org.apache.spark.SparkConf;

/** How the command line sets Spark where the user sets nothing. */
final class SparkDefaults {
  private SparkDefaults() {}

  /** Sets what is not set yet. */
  static void applyTo(SparkConf conf) {
    StepSettings.applyTo(conf);
    KindlingRegistrator.addWhereRequired(conf);
    // An executor whose disk is full fails at once, and may get the same task again: at Spark's own
    // four, three of twelve trainings ended so.
    conf.setIfMissing("spark.task.maxFailures", "8");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // On a machine of one's own the page lives as long as the command; who wants it, asks for it.
    boolean wanted = conf.contains("spark.ui.port");
    boolean local = conf.get("spark.master").startsWith("local");
    conf.setIfMissing("spark.ui.enabled", Boolean.toString(wanted || !local));
    // Each training on the machine takes a port for its page; 16 may be gone.
    conf.setIfMissing("spark.port.maxRetries", "256");
  }
}
