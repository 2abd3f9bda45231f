package io.kindling.partitioning.source;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.column.MissingMode;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * The first look at all rows: counts them, finds the first bad one in the global order, the ranges
 * of their columns, and a checksum that later looks are compared with. Bad rows come back as
 * values, so that one bad row gives the same one-line error however the work is divided, and no
 * task fails and is tried again.
 */
public final class RowScan {
  private RowScan() {}

  /**
   * Looks at all rows of a table, in one Spark job.
   *
   * @param targets what targets may be; null when they are not looked at
   * @throws InvalidInputException when there are no rows, or none that counts, or for the first row
   *     that could not be read, has a feature that is not a finite number, a target outside {@code
   *     targets}, or a weight that is negative or not finite
   */
  public static TableScan scan(SourceTable table, @Nullable TargetRange targets) {
    return scan(table, new ScanPartition(table, targets, 0));
  }

  /**
   * The same, and counts the rows of each class.
   *
   * @param targets one class a row
   */
  public static TableScan scanClasses(SourceTable table, TargetRange targets) {
    return scan(table, new ScanPartition(table, targets, targets.classes()));
  }

  /** The number of rows in each partition of the table; throws the same. */
  public static long[] count(SourceTable table, @Nullable TargetRange targets) {
    return scan(table, targets).rowsInPartitions();
  }

  private static TableScan scan(SourceTable table, ScanPartition work) {
    List<Scanned> parts = table.rows().mapPartitions(work).collect();
    for (Scanned part : parts) {
      part.throwIfBad(table);
    }
    if (parts.stream().allMatch(part -> part.rows == 0)) {
      throw InvalidInputException.at(table.name(), "no rows", "at least 1");
    }
    if (parts.stream().noneMatch(part -> part.counts)) {
      throw InvalidInputException.at(
          table.name(), "a weight of 0 in every row", "one above 0 in at least 1");
    }
    ColumnRanges ranges = parts.get(0).ranges;
    parts.stream().skip(1).forEach(part -> ranges.merge(part.ranges));
    return new TableScan(
        parts.stream().mapToLong(part -> part.rows).toArray(),
        parts.stream().map(part -> part.classes).toArray(long[][]::new),
        parts.stream().mapToLong(part -> part.checksum).toArray(),
        ranges);
  }

  /** What a partition holds. Travels, under Kryo too, hence no record. */
  private static final class Scanned implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] classes;
    private final ColumnRanges ranges;
    private long rows;
    private long checksum;
    private boolean counts;
    private @Nullable String unit;
    private long position;
    private int badFeature = -1;
    private String found = "";
    private String expected = "";

    Scanned(int classes, int columns) {
      this.classes = new long[classes];
      this.ranges = new ColumnRanges(columns);
    }

    void bad(SourceRow row, String found, String expected) {
      this.unit = row.unit();
      this.position = row.position();
      this.found = found;
      this.expected = expected;
    }

    void throwIfBad(SourceTable table) {
      if (unit == null) {
        return;
      }
      String place = table.places().place(unit, position);
      if (badFeature >= 0) {
        place += ", " + table.columns().featureName(badFeature);
      }
      throw InvalidInputException.at(place, found, expected);
    }
  }

  private static final class ScanPartition
      implements FlatMapFunction<Iterator<SourceRow>, Scanned> {
    private static final long serialVersionUID = 1L;

    private final int features;
    private final int rangedColumns;
    private final boolean mayMiss;
    private final String[] targetNames;
    private final @Nullable TargetRange targets;
    private final int countedClasses;

    ScanPartition(SourceTable table, @Nullable TargetRange targets, int countedClasses) {
      this.features = table.shape().size();
      this.rangedColumns = table.storage() == Storage.FLOAT32 ? features : 0;
      this.mayMiss = table.columns().missing() != MissingMode.ERROR;
      this.targetNames = table.columns().targets().toArray(String[]::new);
      this.targets = targets;
      this.countedClasses = countedClasses;
    }

    @Override
    public Iterator<Scanned> call(Iterator<SourceRow> rows) {
      Scanned result = new Scanned(countedClasses, rangedColumns);
      RowChecksum checksum = new RowChecksum();
      while (result.unit == null && rows.hasNext()) {
        SourceRow row = rows.next();
        check(row, result);
        result.rows++;
        if (countedClasses > 0 && result.unit == null) {
          result.classes[(int) row.targets()[0]]++;
        }
        checksum.add(row);
      }
      result.checksum = checksum.value();
      return List.of(result).iterator();
    }

    private void check(SourceRow row, Scanned result) {
      SourceRow.Problem problem = row.problem();
      if (problem != null) {
        result.bad(row, problem.found(), problem.expected());
        return;
      }
      if (row.width() != features) {
        result.bad(row, row.width() + " features", features + " as in the first row");
        return;
      }
      if (row.bytes() == null && !checkNumbers(row, result)) {
        return;
      }
      if (!(row.weight() >= 0 && Float.isFinite(row.weight()))) {
        result.bad(row, "weight " + text(row.weight()), "a finite number of at least 0");
        return;
      }
      result.counts |= row.weight() > 0;
      checkTargets(row, result);
    }

    private boolean checkNumbers(SourceRow row, Scanned result) {
      double[] numbers = row.features();
      for (int i = 0; i < features; i++) {
        float value = (float) numbers[i];
        if (!Float.isFinite(value) && !(mayMiss && Float.isNaN(value))) {
          result.bad(row, Float.toString(value), "a finite number");
          result.badFeature = i;
          return false;
        }
      }
      if (rangedColumns > 0) {
        result.ranges.add(numbers);
      }
      return true;
    }

    private void checkTargets(SourceRow row, Scanned result) {
      float[] found = row.targets();
      if (found.length != targetNames.length) {
        result.bad(row, found.length + " labels", targetNames.length + " as the table declares");
        return;
      }
      for (int i = 0; targets != null && i < found.length; i++) {
        if (!targets.contains(found[i])) {
          String column = Names.shortened(targetNames[i]);
          String of = found.length == 1 ? "" : " in column '" + column + "'";
          result.bad(row, "label " + text(found[i]) + of, targets.toString());
          return;
        }
      }
    }

    private static String text(float number) {
      return number == (int) number ? Integer.toString((int) number) : Float.toString(number);
    }
  }
}
