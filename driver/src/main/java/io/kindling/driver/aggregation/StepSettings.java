package io.kindling.driver.aggregation;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a step needs of Spark's configuration to be fast, and for networks of more than 268 million
 * parameters to work at all. The command line sets it; a library user may, before the context
 * starts.
 */
public final class StepSettings {
  private static final Logger log = LoggerFactory.getLogger(StepSettings.class);
  private static final String RESULT_LIMIT = "spark.driver.maxResultSize";
  private static final String SPARKS_RESULT_LIMIT = "1g";
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              // Parameters are float noise, which does not compress.
              "spark.broadcast.compress",
              "false",
              // They are checked against damage by the transport already.
              "spark.broadcast.checksum",
              "false",
              // Sums as long as the parameters come back, of networks of any size that is allowed.
              RESULT_LIMIT,
              "0",
              // Gradients go straight to the driver instead of through the block manager.
              "spark.task.maxDirectResultSize",
              "64m"));

  private static final String MOST_DIRECT_BYTES = "spark.kindling.mostDirectBytes";
  private static final String DEFAULT_MOST_DIRECT_BYTES = "128m";

  private static final String TOUCHED_ROWS = "spark.kindling.touchedRows";

  private static final String STEPS = "spark.kindling.steps";
  private static final String RESIDENT_SECONDS = "spark.kindling.residentSeconds";
  private static final double DEFAULT_RESIDENT_SECONDS = 10;

  private StepSettings() {}

  /** How steps are run; the choice changes no model. */
  public enum Steps {
    /** By workers where that is faster, else as jobs. */
    AUTO,
    /** By workers: tasks that stay for many steps. */
    RESIDENT,
    /** As a Spark job each. */
    JOBS
  }

  /**
   * How steps are to be run. Spark's setting {@code spark.kindling.steps}.
   *
   * @throws InvalidInputException when it is none of those there are
   */
  public static Steps steps(SparkConf conf) {
    String name = conf.get(STEPS, "auto");
    for (Steps steps : Steps.values()) {
      if (steps.name().toLowerCase(Locale.ROOT).equals(name)) {
        return steps;
      }
    }
    throw InvalidInputException.at(STEPS, name, "auto, resident or jobs");
  }

  /**
   * How long a job of workers takes at most, as soon as a step is done: then other jobs of the
   * context get their turn. Spark's setting {@code spark.kindling.residentSeconds}.
   *
   * @throws InvalidInputException when it is no number above 0
   */
  public static double residentSeconds(SparkConf conf) {
    String seconds = conf.get(RESIDENT_SECONDS, Double.toString(DEFAULT_RESIDENT_SECONDS));
    try {
      double value = Double.parseDouble(seconds);
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      log.debug("{} is no number", RESIDENT_SECONDS, e);
    }
    throw InvalidInputException.at(RESIDENT_SECONDS, seconds, "a number of seconds above 0");
  }

  /**
   * Whether gradients of tables travel as the rows that a batch touches. Spark's setting {@code
   * spark.kindling.touchedRows}; it changes no model.
   */
  public static boolean touchedRows(SparkConf conf) {
    return conf.getBoolean(TOUCHED_ROWS, true);
  }

  /**
   * How many bytes the driver takes from the tasks of a step, all together. Beyond, the executors
   * finish the sum between themselves in a second stage and send it to the driver once. Spark's
   * setting {@code spark.kindling.mostDirectBytes}; it changes no model.
   */
  public static long mostDirectBytes(SparkConf conf) {
    return conf.getSizeAsBytes(MOST_DIRECT_BYTES, DEFAULT_MOST_DIRECT_BYTES);
  }

  /**
   * Refuses a limit on what the tasks of a job return that is too low for a step: Spark would end
   * the job for it.
   *
   * @param bytes what the tasks of a step return together at least
   * @throws InvalidInputException when Spark's setting is below
   */
  static void checkResultLimit(SparkConf conf, long bytes) {
    long limit = conf.getSizeAsBytes(RESULT_LIMIT, SPARKS_RESULT_LIMIT);
    if (limit > 0 && bytes > limit) {
      throw InvalidInputException.at(
          RESULT_LIMIT,
          conf.get(RESULT_LIMIT, SPARKS_RESULT_LIMIT),
          "at least %s bytes, which a step returns to the driver, or 0 for no limit, set before"
                  .formatted(Names.count(bytes))
              + " Spark starts");
    }
  }

  /** Sets what is not set yet, and returns {@code conf}. */
  public static SparkConf applyTo(SparkConf conf) {
    SETTINGS.forEach(conf::setIfMissing);
    return conf;
  }
}
