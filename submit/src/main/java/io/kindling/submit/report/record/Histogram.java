package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How often values occur: in equal ranges with round ends, or by category. */
final class Histogram {
  private static final int WANTED_BINS = 20;
  private static final int MOST_CATEGORIES = 20;

  private Histogram() {}

  /** Of numbers that are finite; those of one value are one range. */
  static ObjectNode ofNumbers(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double greatest = Arrays.stream(values).max().orElse(0);
    double width = roundUp((greatest - least) / WANTED_BINS);
    double from = Math.floor(least / width) * width;
    int bins = (int) Math.floor((greatest - from) / width) + 1;
    double[] counts = new double[bins];
    for (double value : values) {
      counts[Math.min(bins - 1, (int) ((value - from) / width))]++;
    }
    ObjectNode node = Json.object();
    node.set("from", Json.number(from));
    node.set("width", Json.number(width));
    node.set("counts", Json.numbers(counts));
    return node;
  }

  /** The next of 1, 2, 5, 10, 20, 50 … and their tenths; 1 for 0. */
  private static double roundUp(double width) {
    if (!(width > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    for (double step : new double[] {1, 2, 5}) {
      if (width <= step * power * (1 + 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /**
   * The most frequent categories.
   *
   * @param codes the number of each row's category
   */
  static ObjectNode ofCategories(List<String> categories, double[] codes) {
    int[] counts = new int[categories.size()];
    for (double code : codes) {
      if (code >= 0 && code < counts.length) {
        counts[(int) code]++;
      }
    }
    ObjectNode node = Json.object();
    ArrayNode names = node.putArray("categories");
    ArrayNode shown = node.putArray("counts");
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -counts[i]))
        .limit(MOST_CATEGORIES)
        .forEach(
            i -> {
              names.add(categories.get(i));
              shown.add(counts[i]);
            });
    return node;
  }
}
