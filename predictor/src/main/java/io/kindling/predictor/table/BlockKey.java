package io.kindling.predictor.table;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where a block stands: blocks are in the order of unit, start and number. Travels, under Kryo too,
 * hence no record.
 */
public final class BlockKey implements Comparable<BlockKey>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Comparator<BlockKey> ORDER =
      Comparator.comparing(BlockKey::unit)
          .thenComparingLong(BlockKey::start)
          .thenComparingInt(BlockKey::number);

  private final String unit;
  private final long start;
  private final int number;

  /**
   * A key.
   *
   * @param unit the file, or nothing
   * @param start of the part of the unit that was read in one go
   * @param number of the block in that part, from 0
   */
  public BlockKey(String unit, long start, int number) {
    this.unit = unit;
    this.start = start;
    this.number = number;
  }

  /** The file. */
  public String unit() {
    return unit;
  }

  /** Of the part of the unit that was read in one go. */
  public long start() {
    return start;
  }

  /** In that part, from 0. */
  public int number() {
    return number;
  }

  @Override
  public int compareTo(BlockKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockKey key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(unit, start, number);
  }

  @Override
  public String toString() {
    return "%s+%s#%s".formatted(unit, start, number);
  }
}
