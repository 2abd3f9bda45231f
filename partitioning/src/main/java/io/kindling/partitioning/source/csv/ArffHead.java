package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.table.Blanks;
import java.util.List;
import java.util.Locale;

/**
 * What stands above the rows of an ARFF file, as Weka and OpenML write them: comments, then {@code
 * @relation}, an {@code @attribute} for each column, and {@code @data}. Read as CSV, these would be
 * rows, or names of columns.
 */
final class ArffHead {
  private static final String COMMENT = "%";
  private static final String RELATION = "@relation";
  private static final String DATA = "@data";

  private ArffHead() {}

  /**
   * Checks that a text does not start so.
   *
   * @param place what errors call the file
   */
  static void check(String place, String head) {
    List<String> lines =
        head.lines()
            .map(line -> Blanks.strip(line).toLowerCase(Locale.ROOT))
            .filter(line -> !line.isEmpty())
            .toList();
    boolean arff =
        lines.stream()
            .filter(line -> !line.startsWith(COMMENT))
            .findFirst()
            .filter(line -> line.startsWith(RELATION))
            .isPresent();
    if (arff) {
      int above = lines.indexOf(DATA) + 1;
      throw InvalidInputException.at(
          place,
          "an ARFF file of Weka",
          above > 0
              ? "CSV; skip: %s leaves out what stands above the rows".formatted(Names.count(above))
              : "its table exported as CSV or Parquet");
    }
  }
}
