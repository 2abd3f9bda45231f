package io.kindling.submit.draft;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.CellRules;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.RawColumn;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What is seen in data of which nothing is declared but, maybe, the labels.
 *
 * @param table its columns
 * @param scan what stands in them
 * @param labels the columns of labels
 * @param labelsFound why these are, where they were not named
 */
public record DataLook(RawTable table, TableScan scan, List<String> labels, String labelsFound) {
  private static final List<String> USUAL = List.of("label", "target", "class", "y");

  /**
   * Reads all rows, in one Spark job.
   *
   * @param labels the columns of labels; nothing to look for one
   * @throws InvalidInputException when the source cannot be read, or has no such column
   */
  public static DataLook at(JavaSparkContext context, RowSource source, List<String> labels) {
    RawTable table = source.open(context, CellRules.NONE);
    List<String> names =
        table.columns().stream()
            .filter(column -> column.type().isScalar())
            .map(RawColumn::name)
            .toList();
    for (String label : labels) {
      if (!names.contains(label)) {
        throw InvalidInputException.at(
            "--label",
            "'%s', which is not a column of %s".formatted(label, table.name()),
            Suggestion.expectedInsteadOf(label, names));
      }
    }
    if (names.isEmpty()) {
      throw InvalidInputException.at(
          table.name(), "no column that can be a label", "one, or --labels with a file of them");
    }
    String usual =
        names.stream()
            .filter(name -> USUAL.contains(name.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse("");
    List<String> taken = labels;
    String found = "";
    if (labels.isEmpty()) {
      taken = List.of(usual.isEmpty() ? names.get(names.size() - 1) : usual);
      found =
          usual.isEmpty()
              ? "the last column, since none is called %s".formatted(String.join(", ", USUAL))
              : "taken by its name";
    }
    TableScan scan = TableScan.of(table, table.blocks(), Set.copyOf(taken));
    DataLook look = new DataLook(table, scan, taken, found);
    taken.forEach(look::checkLabel);
    return look;
  }

  private void checkLabel(String label) {
    ColumnSummary found = column(label);
    String stray = found.stray();
    if (stray != null) {
      throw InvalidInputException.at(
          table.name(),
          "'%s' among the numbers of column '%s'".formatted(Names.shortened(stray), label),
          "labels that are all numbers or all texts; --label names another column");
    }
    if (found.present() == 0) {
      throw InvalidInputException.at(
          table.name(), "no value in column '%s'".formatted(label), "labels");
    }
  }

  /** What stands in a column of single values. */
  ColumnSummary column(String name) {
    return scan.column(
        IntStream.range(0, table.columns().size())
            .filter(i -> table.columns().get(i).name().equals(name))
            .findFirst()
            .orElseThrow());
  }
}
