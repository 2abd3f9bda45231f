package io.kindling.partitioning.table;

import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a row stands. Travels, under Kryo too, hence no record. */
public final class RowPlace implements Comparable<RowPlace>, Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockKey block;
  private final long position;

  /**
   * A place.
   *
   * @param position as {@link RawBlock#position} has it
   */
  public RowPlace(BlockKey block, long position) {
    this.block = block;
    this.position = position;
  }

  /** The place as a person reads it. */
  public String in(OpenedTable table) {
    return table.places().place(block.unit(), block.start(), position);
  }

  /**
   * Which of two findings stands earlier, each of which may be missing; of one row, the first.
   *
   * @param place of a finding
   */
  public static <T> @Nullable T earlier(@Nullable T a, @Nullable T b, Function<T, RowPlace> place) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return place.apply(a).compareTo(place.apply(b)) <= 0 ? a : b;
  }

  @Override
  public int compareTo(RowPlace other) {
    int blocks = block.compareTo(other.block);
    return blocks != 0 ? blocks : Long.compare(position, other.position);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowPlace place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return block.hashCode() * 31 + Long.hashCode(position);
  }
}
