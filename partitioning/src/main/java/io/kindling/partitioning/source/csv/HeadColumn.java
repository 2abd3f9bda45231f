package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import io.kindling.predictor.table.NumberText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What stands in one column of the first lines.
 *
 * @param values that are not missing
 * @param missing how many others there are
 */
record HeadColumn(List<String> values, int missing) {
  static HeadColumn of(List<CsvText.Line> lines, int column, CellRules rules) {
    List<String> values = new ArrayList<>();
    int missing = 0;
    for (CsvText.Line line : lines) {
      if (column < line.values().size()) {
        String value = line.values().get(column);
        if (rules.isMissing(Blanks.strip(value), CellType.NUMBER)) {
          missing++;
        } else {
          values.add(value);
        }
      }
    }
    return new HeadColumn(values, missing);
  }

  /** Whether all values are numbers, if there are any. */
  boolean isOfNumbers(NumberSigns signs) {
    return values.stream().allMatch(value -> isNumber(value, signs));
  }

  /**
   * Whether at least half of the values are numbers: then the others are likely to be mistakes, and
   * are told, instead of making words of the numbers.
   */
  boolean isMostlyOfNumbers(NumberSigns signs) {
    long numbers = values.stream().filter(value -> isNumber(value, signs)).count();
    return 2 * numbers >= values.size();
  }

  /** The first value that is no number; of none but numbers the first. */
  String firstOther(NumberSigns signs) {
    return values.stream()
        .filter(value -> !isNumber(value, signs))
        .findFirst()
        .orElse(values.get(0));
  }

  /**
   * A text that makes words of the column's numbers, since it does not stand for nothing any more
   * where others are given that do.
   */
  Optional<String> missingNoMore(NumberSigns signs, CellRules rules) {
    List<String> texts =
        values.stream().filter(value -> !isNumber(value, signs)).map(Blanks::strip).toList();
    boolean mixed = texts.size() < values.size();
    return mixed && texts.stream().allMatch(rules::isMissingNoMore)
        ? texts.stream().findFirst()
        : Optional.empty();
  }

  /** Whether a value is a number that is written with these signs. */
  static boolean isNumber(String value, NumberSigns signs) {
    return !Double.isNaN(signs.parse(Blanks.strip(value)));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether the values number the rows, or are texts that differ, as names of rows do. */
  boolean namesRows() {
    boolean texts = values.stream().allMatch(value -> Double.isNaN(NumberText.parse(value)));
    return numbersRows()
        || (texts && missing == 0 && values.size() > 2 && distinct() == values.size());
  }

  private int distinct() {
    return new HashSet<>(values).size();
  }

  /** Whether the values number the rows: whole numbers, each once. */
  boolean numbersRows() {
    return !values.isEmpty()
        && missing == 0
        && values.stream().allMatch(value -> value.chars().allMatch(c -> c >= '0' && c <= '9'))
        && distinct() == values.size();
  }
}
