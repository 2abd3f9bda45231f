package io.kindling.partitioning.source.json;

import io.kindling.kernels.spec.Names;
import java.util.List;

/** The arrays that a key has in the first rows, and the first that is not as the one before. */
final class JsonArrays {
  private static final int NONE = -1;

  private int width = NONE;
  private int firstRow = NONE;
  private int rows; // that have one
  private int lastRow = NONE;
  private int gap = NONE; // the first row without one
  private int oddRow = NONE;
  private String odd = "";

  /**
   * Saw one.
   *
   * @param row from 0
   * @param other what is in it and no number; empty where nothing is
   */
  void add(int row, int length, String other) {
    if (width == NONE) {
      width = length;
      firstRow = row;
    }
    if (row > rows && gap == NONE) {
      gap = rows;
    }
    rows += row == lastRow ? 0 : 1;
    lastRow = row;
    if (oddRow == NONE && (!other.isEmpty() || length != width || length == 0)) {
      oddRow = row;
      odd = odd(length, other);
    }
  }

  private String odd(int length, String other) {
    if (!other.isEmpty()) {
      return other + " in an array";
    }
    return length == 0
        ? "an empty array"
        : "an array of %s among such of %s".formatted(Names.count(length, "number"), width);
  }

  /** The length of the first; {@link JsonKeys#NONE} where there are none. */
  int width() {
    return width;
  }

  /** The row of the first. */
  int firstRow() {
    return firstRow;
  }

  /**
   * Why they can be no column; empty where they can.
   *
   * @param places of all rows that were looked at
   */
  String unfit(List<String> places) {
    if (oddRow != NONE) {
      return "%s at %s".formatted(odd, places.get(oddRow));
    }
    int missing = gap == NONE && rows < places.size() ? rows : gap;
    return missing == NONE
        ? ""
        : "nothing at %s among arrays of %s"
            .formatted(places.get(missing), Names.count(width, "number"));
  }
}
