package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.NumberText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Lines above a table that are no part of it: a title, where data come from, when they were made.
 * They have fewer columns than the table, or nothing in all but the first.
 */
final class TitleLines {
  private static final int MOST = 20;
  private static final double MOST_LINES = 0.9;
  private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");

  private TitleLines() {}

  /** How many of some lines, which are not blank, there are. */
  static int count(List<CsvText.Line> lines) {
    int columns = columns(lines);
    int named = columns - emptyOfAll(lines, columns);
    if (columns < 2 || named == 0) {
      return 0;
    }
    int count = 0;
    while (count <= MOST && count + 1 < lines.size() && isTitle(lines, count, columns, named)) {
      count++;
    }
    return count <= MOST && isRegular(lines.subList(count, lines.size())) ? count : 0;
  }

  /** How many of the last columns are empty in all lines of as many, as delimiters at ends make. */
  private static int emptyOfAll(List<CsvText.Line> lines, int columns) {
    return lines.stream()
        .map(CsvText.Line::values)
        .filter(line -> line.size() == columns)
        .mapToInt(
            line -> {
              int empty = 0;
              while (empty < columns && line.get(columns - 1 - empty).isEmpty()) {
                empty++;
              }
              return empty;
            })
        .min()
        .orElse(0);
  }

  /**
   * Whether a line is one of a title.
   *
   * @param named how many columns of the table have a name or a value
   */
  private static boolean isTitle(List<CsvText.Line> lines, int at, int columns, int named) {
    List<String> line = lines.get(at).values();
    long filled = line.stream().filter(value -> !value.isEmpty()).count();
    boolean first = !line.get(0).isEmpty();
    if (line.size() >= columns) {
      return first && line.get(named - 1).isEmpty() && standsAboveNames(lines, at, named);
    }
    if (line.size() == columns - 1 && namesRows(lines.subList(at, lines.size()))) {
      return false;
    }
    return first && (filled == 1 || standsAboveNames(lines, at, named));
  }

  /** Whether a line of names follows, maybe behind others that are titles. */
  private static boolean standsAboveNames(List<CsvText.Line> lines, int at, int named) {
    for (int i = at + 1; i < lines.size() && i <= at + MOST; i++) {
      List<String> line = lines.get(i).values();
      if (line.size() >= named && !line.get(named - 1).isEmpty()) {
        return areNames(line.subList(0, named).stream().filter(name -> !isYear(name)).toList())
            && !isYear(line.get(0));
      }
    }
    return false;
  }

  /** Columns may be called by years, behind those that have names. */
  private static boolean isYear(String name) {
    return YEAR.matcher(name).matches();
  }

  private static boolean areNames(List<String> values) {
    return new HashSet<>(values).size() == values.size()
        && values.stream().noneMatch(String::isEmpty)
        && values.stream().noneMatch(TitleLines::isNumber);
  }

  /**
   * Whether the first line is a header that lacks a name for the first column, which names the
   * rows, as R writes tables.
   */
  static boolean namesRows(List<CsvText.Line> lines) {
    if (lines.size() < 2) {
      return false;
    }
    List<String> header = lines.get(0).values();
    List<CsvText.Line> below = lines.subList(1, lines.size());
    return header.size() > 1 // a label and a feature
        && areNames(header)
        && below.stream().allMatch(line -> line.values().size() == header.size() + 1)
        && !hasWordAboveNumbers(below)
        && below.stream().map(line -> line.values().get(0)).distinct().count() == below.size()
        && emptyAtEnd(lines) == 0;
  }

  private static boolean hasWordAboveNumbers(List<CsvText.Line> lines) {
    List<CsvText.Line> below = lines.subList(1, lines.size());
    return IntStream.range(0, lines.get(0).values().size())
        .anyMatch(
            i ->
                !below.isEmpty()
                    && !isNumber(lines.get(0).values().get(i))
                    && below.stream().allMatch(line -> isNumber(line.values().get(i))));
  }

  /** How many columns behind those of the first line most others have, all of them empty. */
  static int emptyAtEnd(List<CsvText.Line> lines) {
    int first = lines.get(0).values().size();
    int columns = columns(lines);
    boolean empty =
        lines.stream()
            .flatMap(line -> line.values().stream().skip(first))
            .allMatch(String::isEmpty);
    return empty ? Math.max(0, columns - first) : 0;
  }

  private static boolean isNumber(String value) {
    return !Double.isNaN(NumberText.parse(value));
  }

  /**
   * Whether nearly all lines have the same number of columns, more than one, and the first does,
   * too, or is a header that names the columns behind the names of rows.
   */
  static boolean isRegular(List<CsvText.Line> lines) {
    if (lines.isEmpty()) {
      return false;
    }
    int columns = columns(lines);
    long like = lines.stream().filter(line -> line.values().size() == columns).count();
    int first = lines.get(0).values().size();
    boolean fits =
        first == columns || emptyAtEnd(lines) > 0 || (first == columns - 1 && namesRows(lines));
    return columns > 1 && fits && like >= MOST_LINES * (lines.size() - (first < columns ? 1 : 0));
  }

  /** The number of columns that most lines have; the greatest of those as frequent. */
  private static int columns(List<CsvText.Line> lines) {
    Map<Integer, Integer> counts = new HashMap<>();
    lines.forEach(line -> counts.merge(line.values().size(), 1, Integer::sum));
    int columns = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      int more = entry.getValue().compareTo(counts.getOrDefault(columns, 0));
      if (more > 0 || (more == 0 && entry.getKey() > columns)) {
        columns = entry.getKey();
      }
    }
    return columns;
  }
}
