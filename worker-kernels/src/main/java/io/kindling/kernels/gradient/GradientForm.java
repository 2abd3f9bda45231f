package io.kindling.kernels.gradient;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterTable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which tables of a network have their gradient as touched lines, and which are as good as whole: a
 * shard's rows of data should touch at most a quarter of a table, and the tables should outweigh
 * the rest of the gradient, which is copied once more then.
 */
public final class GradientForm {
  private static final int TOUCHED_OF_TABLE = 4;
  private static final int REST_OF_TABLES = 4;

  private final ParameterLayout layout;
  private final List<ParameterTable> tables;
  private final int capacity;

  private GradientForm(ParameterLayout layout, List<ParameterTable> tables, int capacity) {
    this.layout = layout;
    this.tables = tables;
    this.capacity = capacity;
  }

  /** Every gradient as one whole array. */
  public static GradientForm whole(ParameterLayout layout) {
    return new GradientForm(layout, List.of(), 0);
  }

  /**
   * The form that is worth it for shards of up to {@code capacity} rows of data.
   *
   * @param entries how many values a sparse row has at most; 0 where rows are dense
   */
  public static GradientForm of(Network network, int capacity, int entries) {
    ParameterLayout layout = network.parameters();
    List<ParameterTable> tables =
        network.tables(entries).stream().filter(table -> isTouchedByRows(table, capacity)).toList();
    long inTables = tables.stream().mapToLong(ParameterTable::length).sum();
    return layout.changing() - inTables <= REST_OF_TABLES * inTables
        ? new GradientForm(layout, tables, capacity)
        : whole(layout);
  }

  private static boolean isTouchedByRows(ParameterTable table, int capacity) {
    return (long) table.lookups() * capacity * TOUCHED_OF_TABLE <= table.lines();
  }

  /** The tables whose gradients are touched lines, in order. */
  public List<ParameterTable> tables() {
    return tables;
  }

  /**
   * Makes sums for one thread, which may use one at a time to compute. The kernels write into one
   * array for all of them, from which each takes what was touched; whole gradients are written in
   * place.
   */
  public Supplier<GradientSum> sums() {
    if (tables.isEmpty()) {
      return () -> new GradientSum(layout);
    }
    TouchedArray written = new TouchedArray(new float[layout.changing()], tables);
    return () -> new GradientSum(layout, written);
  }

  /** The bytes of a sum that no rows were added to. */
  public long leastBytes() {
    long values = layout.changing();
    for (ParameterTable table : tables) {
      values -= table.length();
    }
    return values * Float.BYTES;
  }

  /**
   * The bytes that the sums of a batch take at most, all that its tasks return together: each leaf
   * touches few rows, and merging makes them no more.
   */
  public long mostBytes(int shards, int tasks) {
    long bytes = leastBytes() * tasks;
    for (ParameterTable table : tables) {
      long touched = (long) shards * capacity * table.lookups();
      bytes +=
          Math.min(
              touched * (Integer.BYTES + (long) table.width() * Float.BYTES),
              (long) tasks * table.length() * Float.BYTES);
    }
    return bytes;
  }
}
