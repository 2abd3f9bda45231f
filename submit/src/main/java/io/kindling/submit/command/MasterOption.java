package io.kindling.submit.command;

import java.util.Optional;
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

  @Option(
      names = "--min-cores",
      paramLabel = "N",
      description = "Begin when executors offer so many cores; fail if they do not in time.")
  private @Nullable Integer minCores;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description =
          "How long to wait for --min-cores, or for the first executor; 60s by default if"
              + " --min-cores is given, otherwise until there is one.")
  private @Nullable String wait;

  private final EarlierIncidents waits = new EarlierIncidents();

  /** Whether anything is said of where Spark runs. */
  boolean isGiven() {
    return master != null || minCores != null || wait != null;
  }

  /** Tells of waits for cores, as a listener of the training that comes behind them. */
  EarlierIncidents waits() {
    return waits;
  }

  JavaSparkContext start(String name) {
    Optional<WantedCores> wanted =
        minCores == null && wait == null
            ? Optional.empty()
            : Optional.of(WantedCores.of(minCores, wait));
    return SparkContexts.start(name, master, wanted, waits::add);
  }
}
