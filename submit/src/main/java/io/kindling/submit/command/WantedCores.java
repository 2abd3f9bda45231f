package io.kindling.submit.command;

import io.kindling.driver.diagnosis.ClusterCores;
import io.kindling.driver.training.Incident;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cores that a command needs before it begins.
 *
 * @param least that executors have to offer
 * @param patience how long it waits for them at most
 */
record WantedCores(int least, Duration patience) {
  private static final Logger log = LoggerFactory.getLogger(WantedCores.class);
  private static final String CORES = "--min-cores";
  private static final String WAIT = "--wait";
  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);

  /**
   * What the options say, of which one at least is given.
   *
   * @param least 1 if it is not given
   * @param wait a minute if it is not given
   * @throws InvalidInputException when one of them makes no sense
   */
  static WantedCores of(@Nullable Integer least, @Nullable String wait) {
    if (least != null && least < 1) {
      throw InvalidInputException.at(CORES, least.toString(), "at least 1");
    }
    return new WantedCores(least == null ? 1 : least, wait == null ? DEFAULT_WAIT : duration(wait));
  }

  private static Duration duration(String text) {
    try {
      long millis =
          text.matches("[0-9]+")
              ? Math.multiplyExact(1000, Long.parseLong(text))
              : JavaUtils.timeStringAsMs(text);
      if (millis >= 0) {
        return Duration.ofMillis(millis);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static InvalidInputException wrong(String text) {
    return InvalidInputException.at(
        WAIT, "'%s'".formatted(Names.shortened(text)), "a time such as 60s, 5m or 1h");
  }

  /**
   * Waits for them, and says so.
   *
   * @param told hears of it, if there was something to wait for
   * @throws SparkStartException when they do not come in time
   */
  void await(JavaSparkContext context, PrintStream err, Consumer<Incident> told) {
    int cores = ClusterCores.offered(context);
    if (cores < least && ClusterCores.mayGrow(context)) {
      err.printf("Waiting up to %s for %s cores; %s are there%n", waitText(), least, cores);
      long start = System.nanoTime();
      cores = ClusterCores.await(context, least, patience);
      double seconds = (System.nanoTime() - start) / 1e9;
      String waited =
          String.format(
              Locale.ROOT, "waited %.1f s for %s cores; %s are there", seconds, least, cores);
      log.info("{}", waited);
      told.accept(Incident.of(Incident.Kind.WAIT, waited));
    }
    if (cores < least) {
      throw missing(cores, ClusterCores.mayGrow(context), context.master());
    }
  }

  /** The failure of a command that found fewer. */
  SparkStartException missing(int cores, boolean mayGrow, String master) {
    return new SparkStartException(
        mayGrow
            ? "%s: found %s cores after %s, expected %s; %s waits longer"
                .formatted(CORES, cores, waitText(), least, WAIT)
            : "%s: found %s cores in %s, expected %s".formatted(CORES, cores, master, least));
  }

  private String waitText() {
    return patience.toMillis() % 1000 == 0
        ? patience.toSeconds() + " s"
        : patience.toMillis() + " ms";
  }
}
