package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.OneHot;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Finds the categories of {@link OneHot} columns: the words that rows hold, sorted by their UTF-16
 * code units as Java compares strings. The union of sets is the same however the rows are divided.
 */
public final class CategoryScan {
  private CategoryScan() {}

  /**
   * The table with its categories. Runs a Spark job over all rows if it has {@link OneHot} columns;
   * rows that could not be read are left to {@link RowScan}.
   *
   * @throws InvalidInputException when a column has no category, or too many
   */
  public static SourceTable fit(SourceTable table) {
    List<Column> columns = table.columns().features();
    if (columns.stream().noneMatch(Column::isOneHot)) {
      return table;
    }
    List<Set<String>> all = empty(columns.size());
    for (Words part : table.rows().mapPartitions(new ScanPartition(columns.size())).collect()) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).addAll(part.ofColumns.get(i));
      }
    }
    List<Column> fitted = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      check(column, all.get(i).size(), table);
      fitted.add(new Column(column.name(), column.kind(), List.copyOf(all.get(i))));
    }
    return table.withCategories(fitted);
  }

  private static void check(Column column, int categories, SourceTable table) {
    String setting = "data.columns." + column.name();
    if (column.isOneHot() && categories == 0) {
      throw InvalidInputException.atSetting(
          setting, "no value in " + table.name(), "at least 1 to be a category");
    }
    if (categories > OneHot.MOST_CATEGORIES) {
      throw InvalidInputException.atSetting(
          setting,
          "more than %s categories in %s".formatted(OneHot.MOST_CATEGORIES, table.name()),
          "at most so many, or {hash: {buckets: …}}, which takes any number");
    }
  }

  private static List<Set<String>> empty(int columns) {
    List<Set<String>> sets = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      sets.add(new TreeSet<>());
    }
    return sets;
  }

  /** The words of a partition. Travels, under Kryo too, hence no record. */
  private static final class Words implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Set<String>> ofColumns;

    Words(int columns) {
      this.ofColumns = new ArrayList<>(empty(columns));
    }

    void add(SourceRow row) {
      row.words()
          .forEach(
              (column, word) -> {
                Set<String> words = ofColumns.get(column);
                if (!word.isEmpty() && words.size() <= OneHot.MOST_CATEGORIES) {
                  words.add(word); // one more than allowed is enough to tell
                }
              });
    }
  }

  private static final class ScanPartition implements FlatMapFunction<Iterator<SourceRow>, Words> {
    private static final long serialVersionUID = 1L;

    private final int columns;

    ScanPartition(int columns) {
      this.columns = columns;
    }

    @Override
    public Iterator<Words> call(Iterator<SourceRow> rows) {
      Words words = new Words(columns);
      rows.forEachRemaining(words::add);
      return List.of(words).iterator();
    }
  }
}
