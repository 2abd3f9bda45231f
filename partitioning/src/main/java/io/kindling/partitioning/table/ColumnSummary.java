package io.kindling.partitioning.table;

import io.kindling.predictor.row.TextValues;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.TextChunk;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a column of single values. No part of it depends on the order in which blocks are
 * added. Travels, under Kryo too, hence no record.
 */
public final class ColumnSummary implements Serializable {
  /**
   * The most distinct values that are collected; there may be more if there are so many and one.
   */
  public static final int MOST_DISTINCT = 1 << 16;

  private static final long serialVersionUID = 1L;

  private final boolean collectsNumbers;
  private final TreeSet<String> texts = new TreeSet<>();
  private final TreeSet<Double> numbers = new TreeSet<>();
  private long values;
  private long missing;
  private boolean areBytes = true;
  private boolean countsUp = true;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double rounding;
  private @Nullable RowPlace firstMissing;
  private @Nullable PlacedText firstStray;
  private long unknown;
  private @Nullable PlacedText firstUnknown;

  /**
   * A summary of no rows.
   *
   * @param collectsNumbers whether distinct numbers are collected; distinct texts always are
   */
  ColumnSummary(boolean collectsNumbers) {
    this.collectsNumbers = collectsNumbers;
  }

  /**
   * Adds the rows of a block.
   *
   * @param known tells the categories that are known; null where none are
   */
  void add(RawBlock block, ColumnChunk chunk, @Nullable TextValues known) {
    if (chunk instanceof NumberChunk column) {
      addNumbers(block, column);
    } else if (chunk instanceof TextChunk column) {
      addTexts(block, column);
      if (known != null) {
        addUnknown(block, column, known);
      }
    }
  }

  private void addNumbers(RawBlock block, NumberChunk chunk) {
    int rows = block.rows();
    String text = chunk.stray();
    if (text != null) {
      firstStray = PlacedText.earlier(firstStray, placed(block, chunk.strayRow(), text));
    }
    areBytes &= chunk.areBytes();
    countsUp = countsUp && countsUp(chunk, rows);
    int firstGap = -1;
    double low = min;
    double high = max;
    for (int row = 0; row < rows; row++) {
      double number = chunk.number(row);
      if (number < low) { // Math.min takes three times as long
        low = number;
      }
      if (number > high) {
        high = number;
      }
      if (Double.isNaN(number)) {
        missing++;
        firstGap = firstGap < 0 ? row : firstGap;
      }
    }
    min = low + 0.0; // 0 also where −0 came first
    max = high + 0.0;
    if (!chunk.areFloats()) {
      addRounding(chunk, rows);
    }
    if (collectsNumbers) {
      collect(chunk, rows);
    }
    values += rows;
    missingFrom(block, firstGap);
  }

  private static boolean countsUp(NumberChunk chunk, int rows) {
    for (int row = 1; row < rows; row++) {
      if (chunk.number(row) != chunk.number(row - 1) + 1) {
        return false;
      }
    }
    return true;
  }

  private void addRounding(NumberChunk chunk, int rows) {
    for (int row = 0; row < rows; row++) {
      double number = chunk.number(row);
      if (!Double.isNaN(number)) {
        rounding = Math.max(rounding, Math.abs(number - (float) number));
      }
    }
  }

  private void collect(NumberChunk chunk, int rows) {
    for (int row = 0; row < rows && numbers.size() <= MOST_DISTINCT; row++) {
      double number = chunk.number(row);
      if (!Double.isNaN(number)) {
        numbers.add(number + 0.0); // −0 is 0
      }
    }
  }

  private void addTexts(RawBlock block, TextChunk chunk) {
    int firstGap = -1;
    for (int row = 0; row < block.rows(); row++) {
      if (chunk.code(row) == TextChunk.MISSING) {
        missing++;
        firstGap = firstGap < 0 ? row : firstGap;
      }
    }
    missingFrom(block, firstGap);
    for (String text : chunk.distinct()) {
      if (texts.size() <= MOST_DISTINCT) {
        texts.add(text);
      }
    }
    areBytes = false;
    countsUp = false;
    values += block.rows();
  }

  /** Looks at each distinct text once, and at rows only where one of them is unknown. */
  private void addUnknown(RawBlock block, TextChunk chunk, TextValues known) {
    BitSet strange = new BitSet();
    for (int i = 0; i < chunk.distinct().size(); i++) {
      strange.set(i, known.isUnknown(chunk.distinct().get(i)));
    }
    int first = -1;
    for (int row = 0; row < block.rows() && !strange.isEmpty(); row++) {
      int code = chunk.code(row);
      if (code != TextChunk.MISSING && strange.get(code)) {
        unknown++;
        first = first < 0 ? row : first;
      }
    }
    if (first >= 0) {
      firstUnknown = PlacedText.earlier(firstUnknown, placed(block, first, chunk.text(first)));
    }
  }

  private static PlacedText placed(RawBlock block, int row, String text) {
    return new PlacedText(new RowPlace(block.key(), block.position(row)), text);
  }

  private void missingFrom(RawBlock block, int row) {
    if (row >= 0) {
      RowPlace place = new RowPlace(block.key(), block.position(row));
      firstMissing = RowPlace.earlier(firstMissing, place, Function.identity());
    }
  }

  void merge(ColumnSummary other) {
    values += other.values;
    missing += other.missing;
    areBytes &= other.areBytes;
    countsUp &= other.countsUp;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    rounding = Math.max(rounding, other.rounding);
    firstMissing = RowPlace.earlier(firstMissing, other.firstMissing, Function.identity());
    firstStray = PlacedText.earlier(firstStray, other.firstStray);
    unknown += other.unknown;
    firstUnknown = PlacedText.earlier(firstUnknown, other.firstUnknown);
    texts.addAll(other.texts);
    numbers.addAll(other.numbers);
  }

  /** How many rows have no value. */
  public long missing() {
    return missing;
  }

  /** How many rows have a value that is a number or a text as the column should have it. */
  public long present() {
    return values - missing;
  }

  /** The first row without a value, texts that should be numbers included; null for none. */
  public @Nullable RowPlace firstMissing() {
    return firstMissing;
  }

  /** The first text in a column of numbers; null for none. */
  public @Nullable PlacedText firstStray() {
    return firstStray;
  }

  /**
   * Whether what was read as numbers are texts: none is a number, or the first that is none has
   * more digits than a double holds.
   */
  public boolean areTexts() {
    return firstStray != null && (present() == 0 || NumberText.losesDigits(firstStray.text()));
  }

  /** How many rows have a text that is none of the known categories. */
  public long unknown() {
    return unknown;
  }

  /** The first such text; null for none. */
  public @Nullable PlacedText firstUnknown() {
    return firstUnknown;
  }

  /** The least number; ∞ for none. */
  public double min() {
    return min;
  }

  /** The greatest number; −∞ for none. */
  public double max() {
    return max;
  }

  /** The most that a number loses as float32: max |x − (float) x|. */
  public double rounding() {
    return rounding;
  }

  /** Whether each number is a whole one from 0 to 255, and none is missing. */
  public boolean areBytes() {
    return areBytes;
  }

  /** Whether each number is one more than that of the row before, in every block. */
  public boolean countsUp() {
    return countsUp && values > 0 && max - min + 1 == values;
  }

  /** The distinct texts, sorted by their UTF-16 code units. */
  public SortedSet<String> texts() {
    return Collections.unmodifiableSortedSet(texts);
  }

  /** The distinct numbers, where they were collected. */
  public SortedSet<Double> numbers() {
    return Collections.unmodifiableSortedSet(numbers);
  }
}
