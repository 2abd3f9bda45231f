package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.NumberSigns;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sees decimal commas: where delimiters are semicolons or tabs, a column is of numbers with them
 * only, no number in any column has a point, and not all commas could stand for thousands.
 */
final class SignsGuess {
  private static final Pattern POINT = Pattern.compile("[-+]?[0-9]*\\.[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9][0-9]{0,2},[0-9]{3}");

  private SignsGuess() {}

  static NumberSigns of(
      CsvDialect dialect, char delimiter, List<CsvText.Line> lines, CellRules rules) {
    if (dialect.decimal().isPresent() || dialect.thousands().isPresent()) {
      return dialect.signs();
    }
    NumberSigns commas = new NumberSigns(',', null);
    boolean seen =
        (delimiter == ';' || delimiter == '\t')
            && lines.size() > 1
            && hasColumnOfCommas(lines, commas, rules)
            && lines.stream()
                .flatMap(line -> line.values().stream())
                .noneMatch(value -> POINT.matcher(value).matches());
    return seen ? commas : NumberSigns.PLAIN;
  }

  private static boolean hasColumnOfCommas(
      List<CsvText.Line> lines, NumberSigns commas, CellRules rules) {
    List<CsvText.Line> below = lines.subList(1, lines.size());
    return IntStream.range(0, lines.get(0).values().size())
        .mapToObj(column -> HeadColumn.of(below, column, rules))
        .anyMatch(
            column ->
                column.isOfNumbers(commas)
                    && column.values().stream()
                        .anyMatch(
                            value ->
                                COMMA.matcher(value).matches()
                                    && !THOUSANDS.matcher(value).matches()));
  }
}
