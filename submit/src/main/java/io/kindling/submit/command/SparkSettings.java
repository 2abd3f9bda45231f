package io.kindling.submit.command;

import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.network.util.JavaUtils;
import scala.Tuple2;

/**
 * Reads every setting of Spark that Spark knows before anything starts. Spark reads most of them
 * where it needs them first, some in a task, and answers a wrong one with a stack trace.
 */
final class SparkSettings {
  private static final String OWN_BYTES = "spark.kindling.mostDirectBytes";

  private SparkSettings() {}

  /**
   * @throws InvalidInputException if a setting cannot be read
   */
  static void check(SparkConf conf) {
    new TreeMap<>(Arrays.stream(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2)))
        .forEach((key, value) -> check(conf, key, value));
    String ownBytes = conf.get(OWN_BYTES, "1");
    try {
      JavaUtils.byteStringAsBytes(ownBytes);
    } catch (NumberFormatException e) {
      throw InvalidInputException.at(
          OWN_BYTES, "'%s'".formatted(ownBytes), "a size in bytes, such as 128m");
    }
  }

  private static void check(SparkConf conf, String key, String value) {
    ConfigEntry<?> entry = ConfigEntry.findEntry(key);
    try {
      if (entry != null) {
        conf.get(entry);
      }
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.at(key, "'%s'".formatted(value), expected(e));
    }
  }

  private static String expected(IllegalArgumentException error) {
    if (error instanceof SparkThrowable spark) {
      Map<String, String> parameters = spark.getMessageParameters();
      if (parameters.containsKey("confType")) {
        return "a value of type " + parameters.get("confType").replace("\"", "");
      }
    }
    return "what Spark can read (%s)".formatted(FirstLine.of(error));
  }

  /**
   * The error of a context that did not start, in one line, with the settings whose value it names.
   */
  static InvalidInputException refused(SparkConf conf, Exception error) {
    String message =
        (error instanceof ClassNotFoundException ? "found no class " : "") + FirstLine.of(error);
    String suspects =
        Arrays.stream(conf.getAll())
            .filter(setting -> namesValue(message, setting._2()))
            .map(Tuple2::_1)
            .sorted()
            .collect(Collectors.joining(" or "));
    return new InvalidInputException(
        "%s: %s".formatted(suspects.isEmpty() ? "Spark's settings" : suspects, message));
  }

  private static boolean namesValue(String message, String value) {
    return message.endsWith(": " + value)
        || message.endsWith(" class " + value)
        || message.contains("\"" + value + "\"");
  }
}
