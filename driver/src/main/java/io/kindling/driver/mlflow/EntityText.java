package io.kindling.driver.mlflow;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Names and values as the tracking API takes them: letters, digits and {@code _ - . /} or blanks,
 * no path that would become another one, and at most {@value #LONGEST} characters, which every
 * server stores.
 */
final class EntityText {
  /**
   * What MLflow says of {@code log-batch}; later servers take longer values, earlier ones do not.
   */
  static final int LONGEST = 250;

  private static final String OTHERS = "[^\\p{L}\\p{N}_/.\\- ]";

  private EntityText() {}

  /** The name of a metric, param or tag. */
  static String key(String name) {
    String path =
        Arrays.stream(cut(name, LONGEST).replaceAll(OTHERS, "_").split("/", -1))
            .filter(part -> !part.isEmpty())
            .map(part -> part.equals(".") || part.equals("..") ? part.replace('.', '_') : part)
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? "_" : path;
  }

  /** A value; a longer one ends with an ellipsis. */
  static String value(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : cut(text, LONGEST - 1) + "…";
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splits ? most - 1 : most);
  }
}
