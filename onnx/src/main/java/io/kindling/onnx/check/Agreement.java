package io.kindling.onnx.check;

import java.util.List;

/**
 * How far predictions are from a model's: the largest difference over all rows. That of two numbers
 * is |a − b| / max(1, |a|), of a the model's; that of two classes, how much more probable the one
 * is than the other to the model, so that classes that are as probable as each other are no
 * difference.
 */
public final class Agreement {
  private double largest;
  private long row;
  private String what = "";

  /**
   * Compares the numbers of a row.
   *
   * @param at the row, from 1
   * @param expected the model's
   * @param found of the same length
   */
  public void add(long at, float[] expected, float[] found) {
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - found[i]);
      note(
          Float.compare(expected[i], found[i]) == 0
              ? 0
              : difference / Math.max(1, Math.abs(expected[i])),
          at,
          "%s for %s".formatted(found[i], expected[i]));
    }
  }

  /**
   * Compares the classes of a row.
   *
   * @param at the row, from 1
   * @param classes the names of all
   * @param probabilities of all, the model's
   * @param expected the number of the model's; negative where it tells none
   * @param found the name of the other; nothing where there is none
   */
  public void addClass(
      long at, List<String> classes, float[] probabilities, int expected, String found) {
    String name = expected < 0 ? "" : classes.get(expected);
    if (!found.equals(name)) {
      int other = classes.indexOf(found);
      note(
          other < 0 || expected < 0
              ? Double.POSITIVE_INFINITY
              : Math.abs((double) probabilities[expected] - probabilities[other]),
          at,
          "the class '%s' for '%s'".formatted(found, name));
    }
  }

  /** A difference that is no number is larger than all that are. */
  private void note(double difference, long at, String text) {
    double size = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    if (size > largest) {
      largest = size;
      row = at;
      what = text;
    }
  }

  /** The largest difference; infinite where one side alone is a number. */
  public double largest() {
    return largest;
  }

  /** Where it is, such as {@code 0.25 for 0.75 in row 3}; only if there is one. */
  public String place() {
    return "%s in row %s".formatted(what, row);
  }
}
