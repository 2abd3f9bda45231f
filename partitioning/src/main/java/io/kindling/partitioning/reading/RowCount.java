package io.kindling.partitioning.reading;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.BlockSummary;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that count, block by block in their order, once targets and weights have been
 * checked.
 */
public final class RowCount {
  private final List<BlockSummary> blocks;
  private final long[] rows;
  private final long[][] classes;
  private final boolean dropsUnlabelled;

  private RowCount(
      List<BlockSummary> blocks, long[] rows, long[][] classes, boolean dropsUnlabelled) {
    this.blocks = blocks;
    this.rows = rows;
    this.classes = classes;
    this.dropsUnlabelled = dropsUnlabelled;
  }

  /**
   * Counts, in one Spark job over the cached blocks.
   *
   * @param targets what targets may be; null when they are not looked at
   * @param countsClasses whether the rows of each class are counted, of which a row has one
   * @param dropsUnlabelled whether rows without a label are left out
   * @throws InvalidInputException for the first row that has a target outside {@code targets}, none
   *     where it must, or a weight that is negative or not finite; and when no row counts
   */
  public static RowCount of(
      ReadTable table,
      @Nullable TargetRange targets,
      boolean countsClasses,
      boolean dropsUnlabelled) {
    int classes = countsClasses && targets != null ? targets.classes() : 0;
    Map<BlockKey, Counted> found = new HashMap<>();
    table
        .blocks()
        .mapPartitions(new CountPartition(table.plan(), targets, classes, dropsUnlabelled))
        .collect()
        .forEach(counted -> found.put(counted.key, counted));
    List<BlockSummary> blocks = table.scan().blocks();
    long[] rows = new long[blocks.size()];
    long[][] ofClasses = new long[blocks.size()][];
    boolean counts = false;
    for (int i = 0; i < rows.length; i++) {
      Counted counted = Objects.requireNonNull(found.get(blocks.get(i).key()), "a cached block");
      counted.throwIfBad(table, targets);
      rows[i] = counted.rows;
      ofClasses[i] = counted.classes;
      counts |= counted.counts;
    }
    check(table, Arrays.stream(rows).sum(), counts);
    return new RowCount(blocks, rows, ofClasses, dropsUnlabelled);
  }

  private static void check(ReadTable table, long rows, boolean counts) {
    if (rows == 0) {
      throw table.noLabels();
    }
    if (!counts) {
      throw InvalidInputException.at(
          table.name(), "a weight of 0 in every row", "one above 0 in at least 1");
    }
  }

  /** The blocks, in their order. */
  public List<BlockSummary> blocks() {
    return blocks;
  }

  /** The number of rows that count. */
  public long rows() {
    return Arrays.stream(rows).sum();
  }

  /** The number of rows that count in each block; a copy. */
  public long[] rowsInBlocks() {
    return rows.clone();
  }

  /** The number of rows of each class in each block, where they were counted; a copy. */
  public long[][] classesInBlocks() {
    return Arrays.stream(classes).map(long[]::clone).toArray(long[][]::new);
  }

  /** Whether rows without a label are left out. */
  public boolean dropsUnlabelled() {
    return dropsUnlabelled;
  }

  /** What a block holds. Travels, under Kryo too, hence no record. */
  private static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BlockKey key;
    private final long[] classes;
    private long rows;
    private boolean counts;
    private @Nullable RowPlace bad;
    private String found = "";
    private @Nullable String expected; // null for what the targets may be
    private int badTarget;

    Counted(BlockKey key, int classes) {
      this.key = key;
      this.classes = new long[classes];
    }

    void throwIfBad(ReadTable table, @Nullable TargetRange targets) {
      if (bad == null) {
        return;
      }
      List<String> names = table.columns().targets();
      String in =
          names.size() > 1 ? " in column '" + Names.shortened(names.get(badTarget)) + "'" : "";
      throw InvalidInputException.at(
          bad.in(table.raw()),
          found + (expected == null ? in : ""),
          expected == null ? table.plan().code(badTarget).expected(targets) : expected);
    }
  }

  private static final class CountPartition
      implements FlatMapFunction<Iterator<RawBlock>, Counted> {
    private static final long serialVersionUID = 1L;

    private final RowPlan plan;
    private final @Nullable TargetRange targets;
    private final int classes;
    private final boolean dropsUnlabelled;

    CountPartition(
        RowPlan plan, @Nullable TargetRange targets, int classes, boolean dropsUnlabelled) {
      this.plan = plan;
      this.targets = targets;
      this.classes = classes;
      this.dropsUnlabelled = dropsUnlabelled;
    }

    @Override
    public Iterator<Counted> call(Iterator<RawBlock> blocks) {
      List<Counted> all = new ArrayList<>();
      blocks.forEachRemaining(block -> all.add(count(block)));
      return all.iterator();
    }

    private Counted count(RawBlock block) {
      Counted counted = new Counted(block.key(), classes);
      RowCells cells = new RowCells(plan, block);
      for (int row = 0; row < cells.rows() && counted.bad == null; row++) {
        if (dropsUnlabelled && !cells.isLabelled(row)) {
          continue;
        }
        counted.rows++;
        check(cells, row, counted);
        if (counted.bad != null) {
          counted.bad = new RowPlace(block.key(), block.position(row));
        } else if (classes > 0) {
          counted.classes[(int) cells.target(row, 0)]++;
        }
      }
      return counted;
    }

    private void check(RowCells cells, int row, Counted counted) {
      double weight = cells.weight(row);
      if (!(weight >= 0 && Float.isFinite((float) weight))) {
        bad(counted, "weight " + RowCells.text((float) weight), "a finite number of at least 0");
        return;
      }
      counted.counts |= (float) weight > 0;
      for (int i = 0; targets != null && i < cells.targets(); i++) {
        double target = cells.target(row, i);
        if (Double.isNaN(target)) {
          bad(
              counted,
              "no label",
              "one, or data.missing_label: drop; of evaluate, --missing-label drop");
          counted.badTarget = i;
          return;
        }
        if (!targets.contains(target)) {
          bad(counted, "label " + cells.label(row, i), null);
          counted.badTarget = i;
          return;
        }
      }
    }

    private static void bad(Counted counted, String found, @Nullable String expected) {
      counted.bad = new RowPlace(counted.key, 0);
      counted.found = found;
      counted.expected = expected;
    }
  }
}
