package io.kindling.submit.command;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;

/** Tells of memory that ran out: the driver's, or that of an executor, which Spark reports. */
final class MissingMemory {
  // 52 is the status with which an executor ends itself then, and 137 that of one that was killed.
  private static final Pattern OF_AN_EXECUTOR =
      Pattern.compile("OutOfMemoryError|[Ee]xit(ed with)? (code|status):? (52|137)\\b");

  private MissingMemory() {}

  /**
   * Lets a task that runs out of memory fail where it runs in the driver. Spark would end the
   * process, before anybody could say why.
   */
  static void applyTo(SparkConf conf) {
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
  }

  /** Whether a failure comes from it. */
  static boolean isBehind(Throwable failure) {
    return rootOf(failure) instanceof OutOfMemoryError || isExecutors(failure);
  }

  /** What a failure that comes from it says, in one line. */
  static String lineOf(Throwable failure) {
    String heap = String.format(Locale.ROOT, "%,d", Runtime.getRuntime().maxMemory());
    if (isExecutors(failure)) {
      return "out of memory: a task needs more than there is; --executor-memory enlarges an"
          + " executor's heap, --driver-memory that of the driver, here of %s bytes, where tasks run"
              .formatted(heap)
          + " in it too";
    }
    return "out of memory: the driver needs more than its heap of %s bytes, which --driver-memory"
            .formatted(heap)
        + " enlarges";
  }

  private static boolean isExecutors(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkException
          && OF_AN_EXECUTOR.matcher(String.valueOf(cause.getMessage())).find()) {
        return true;
      }
    }
    return false;
  }

  /** What a failure began with. */
  static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
