package io.kindling.partitioning.table;

import java.io.Serializable;
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
  private boolean countsUp = true;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double rounding;
  private @Nullable RowPlace firstMissing;
  private @Nullable RowPlace firstStray;
  private @Nullable String stray;

  /**
   * A summary of no rows.
   *
   * @param collectsNumbers whether distinct numbers are collected; distinct texts always are
   */
  ColumnSummary(boolean collectsNumbers) {
    this.collectsNumbers = collectsNumbers;
  }

  void add(RawBlock block, ColumnChunk chunk) {
    if (chunk instanceof NumberChunk column) {
      addNumbers(block, column);
    } else if (chunk instanceof TextChunk column) {
      addTexts(block, column);
    }
  }

  private void addNumbers(RawBlock block, NumberChunk chunk) {
    int rows = block.rows();
    String text = chunk.stray();
    if (text != null) {
      RowPlace place = new RowPlace(block.key(), block.position(chunk.strayRow()));
      if (firstStray == null || place.compareTo(firstStray) < 0) {
        firstStray = place;
        stray = text;
      }
    }
    double before = Double.NaN;
    int firstGap = -1;
    double low = min;
    double high = max;
    double lost = rounding;
    for (int row = 0; row < rows; row++) {
      double number = chunk.number(row);
      if (Double.isNaN(number)) {
        missing++;
        firstGap = firstGap < 0 ? row : firstGap;
      } else {
        low = Math.min(low, number);
        high = Math.max(high, number);
        lost = Math.max(lost, Math.abs(number - (float) number));
      }
      countsUp &= row == 0 || number == before + 1;
      if (collectsNumbers && !Double.isNaN(number) && numbers.size() <= MOST_DISTINCT) {
        numbers.add(number + 0.0); // −0 is 0
      }
      before = number;
    }
    min = low;
    max = high;
    rounding = lost;
    values += rows;
    missingFrom(block, firstGap);
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
    countsUp = false;
    values += block.rows();
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
    countsUp &= other.countsUp;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    rounding = Math.max(rounding, other.rounding);
    firstMissing = RowPlace.earlier(firstMissing, other.firstMissing, Function.identity());
    if (firstStray == null
        || (other.firstStray != null && other.firstStray.compareTo(firstStray) < 0)) {
      firstStray = other.firstStray;
      stray = other.stray;
    }
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

  /** The first row with a text in a column of numbers; null for none. */
  public @Nullable RowPlace firstStray() {
    return firstStray;
  }

  /** The text in that row. */
  public @Nullable String stray() {
    return stray;
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
