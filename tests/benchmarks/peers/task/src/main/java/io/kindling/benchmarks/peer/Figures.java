package io.kindling.benchmarks.peer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a turn came to, by name. */
public final class Figures {
  /** Rows of a training in a second: the median of its epochs, without the first. */
  public static final String SAMPLES_PER_SECOND = "samples_per_second";

  /** Seconds of training after which the accuracy was there, infinite where it never was. */
  public static final String SECONDS = "seconds";

  /** The accuracy that digits are to be recognised with. */
  public static final double ACCURACY = 0.973;

  private Figures() {}

  /** Those of a training's epochs. */
  public static Map<String, Double> of(List<Epoch> epochs) {
    Map<String, Double> figures = new LinkedHashMap<>();
    double[] speeds =
        epochs.stream().skip(1).mapToDouble(epoch -> epoch.rows() / epoch.seconds()).toArray();
    figures.put(SAMPLES_PER_SECOND, median(speeds));
    figures.put(SECONDS, secondsToAccuracy(epochs));
    return figures;
  }

  private static double secondsToAccuracy(List<Epoch> epochs) {
    double seconds = 0;
    for (Epoch epoch : epochs) {
      seconds += epoch.seconds();
      if (epoch.accuracy() >= ACCURACY) {
        return seconds;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** The median of at least one value. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** As one line, which {@link #read} takes. */
  public static String line(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .map(figure -> figure.getKey() + "=" + figure.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Reads a line. */
  public static Map<String, Double> read(String line) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String figure : line.split(" ", -1)) {
      int equals = figure.indexOf('=');
      figures.put(figure.substring(0, equals), Double.valueOf(figure.substring(equals + 1)));
    }
    return figures;
  }
}
