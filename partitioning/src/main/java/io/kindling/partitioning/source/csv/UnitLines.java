package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lines below a header that say more of its columns: units, as loggers write them, or the questions
 * behind the names, as surveys do. No number stands in them, and no text that its column has below,
 * while at least two columns hold numbers only below them, above which they have different texts.
 */
final class UnitLines {
  private static final int MOST = 3;
  private static final int FEWEST_COLUMNS = 2;
  private static final List<NumberSigns> SIGNS =
      List.of(new NumberSigns('.', ',', true), new NumberSigns(',', '.', true));

  private UnitLines() {}

  /**
   * Such lines, in their order.
   *
   * @param lines of a table, of which the first may be a header
   */
  static List<List<String>> of(List<CsvText.Line> lines, CellRules rules) {
    int columns = lines.get(0).values().size();
    int end = 0;
    while (end < lines.size() && end <= MOST + 1 && isWords(lines.get(end).values(), columns)) {
      end++;
    }
    if (end < 2 || end > MOST + 1 || end == lines.size()) {
      return List.of();
    }
    List<List<String>> words = lines.subList(0, end).stream().map(CsvText.Line::values).toList();
    List<CsvText.Line> rows = // where files were joined, the words stand again further below
        lines.stream().filter(line -> !words.contains(line.values())).toList();
    List<Integer> numbers =
        IntStream.range(0, columns)
            .filter(column -> isOfNumbers(rows, column, rules))
            .boxed()
            .toList();
    boolean all =
        IntStream.range(0, end).allMatch(line -> speaks(words.get(line), line != 1, numbers, rules))
            && words.subList(1, end).stream().noneMatch(line -> standsBelow(line, rows, rules));
    return all ? words.subList(1, end) : List.of();
  }

  /** Whether texts, of which some differ, stand above several of the columns of numbers. */
  private static boolean speaks(
      List<String> line, boolean mayBeEqual, List<Integer> numbers, CellRules rules) {
    List<String> texts =
        numbers.stream()
            .map(line::get)
            .filter(text -> !rules.isMissing(text, CellType.NUMBER))
            .toList();
    // A row that lacks its numbers would rather have the same text in the place of each.
    return texts.size() >= FEWEST_COLUMNS && (mayBeEqual || Set.copyOf(texts).size() > 1);
  }

  /** Whether a column has one of the texts in a row, as it may where they are those of a row. */
  private static boolean standsBelow(List<String> line, List<CsvText.Line> rows, CellRules rules) {
    return rows.stream()
        .map(CsvText.Line::values)
        .anyMatch(
            row ->
                IntStream.range(0, Math.min(row.size(), line.size()))
                    .filter(i -> !rules.isMissing(line.get(i), CellType.NUMBER))
                    .anyMatch(i -> line.get(i).equals(row.get(i))));
  }

  private static boolean isWords(List<String> line, int columns) {
    return line.size() == columns && line.stream().noneMatch(UnitLines::isNumber);
  }

  private static boolean isOfNumbers(List<CsvText.Line> rows, int column, CellRules rules) {
    HeadColumn found = HeadColumn.of(rows, column, rules);
    return !found.isEmpty() && found.values().stream().allMatch(UnitLines::isNumber);
  }

  private static boolean isNumber(String value) {
    return SIGNS.stream().anyMatch(signs -> HeadColumn.isNumber(value, signs));
  }

  /** What a person may want to know of them. */
  static Optional<String> note(List<List<String>> units) {
    if (units.isEmpty()) {
      return Optional.empty();
    }
    String first = Names.shortened(String.join(", ", units.get(0)));
    return Optional.of(
        units.size() == 1
            ? "a line below the header, '%s': left out".formatted(first)
            : "%s lines below the header, from '%s' on: left out"
                .formatted(Names.count(units.size()), first));
  }
}
