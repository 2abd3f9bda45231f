package io.kindling.partitioning.source.csv;

import io.kindling.predictor.column.DateGuess;
import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sees whether the first line of a file holds names. It does where a word stands above numbers. It
 * does not where one of its values stands again below it, its numbers are none that would be names
 * or are like those below them, or a date stands above dates. In doubt it does. Where columns are
 * known by their names, it does if it has one of these.
 */
final class HeaderGuess {
  private static final Pattern NAME_OF_DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");
  private static final List<Predicate<List<String>>> VALUES =
      List.of(values -> DateGuess.of(values).isPresent(), marked('.', ','), marked(',', '.'));

  private final List<String> first;
  private final List<CsvText.Line> below;
  private final List<HeadColumn> columns;
  private final NumberSigns signs;
  private final CellRules rules;

  private HeaderGuess(List<CsvText.Line> lines, NumberSigns signs, CellRules rules) {
    this.first = lines.get(0).values();
    // Where files were joined, a header stands again further below.
    this.below = CsvHead.behindHeader(lines);
    this.columns =
        IntStream.range(0, first.size())
            .mapToObj(column -> HeadColumn.of(below, column, rules))
            .toList();
    this.signs = signs;
    this.rules = rules;
  }

  /** Whether the first of the lines is a header. */
  static boolean isHeader(List<CsvText.Line> lines, NumberSigns signs, CellRules rules) {
    return new HeaderGuess(lines, signs, rules).isHeader();
  }

  private boolean isHeader() {
    boolean known =
        first.stream().anyMatch(name -> rules.types().containsKey(name) || rules.isLabel(name));
    if (known || isWordAboveNumbers()) {
      return true;
    }
    if (rules.types().keySet().stream().anyMatch(CsvHead::isNumbered)) {
      return false; // rows for a model of columns without names
    }
    if (below.isEmpty()) {
      return first.stream().anyMatch(value -> !isNumber(value) && !value.isEmpty());
    }
    return isCounted()
        || (!standsBelow()
            && !hasNumbersThatAreNoNames()
            && !isNumberAboveSuch()
            && !isValueAboveValues());
  }

  private boolean isWordAboveNumbers() {
    return IntStream.range(0, first.size())
        .anyMatch(
            i ->
                !first.get(i).isEmpty()
                    && !isNumber(first.get(i))
                    && !rules.isMissing(first.get(i), CellType.NUMBER)
                    && !columns.get(i).isEmpty()
                    && columns.get(i).isOfNumbers(signs));
  }

  /** Whether a date stands above dates, or a number with a sign beside it above such. */
  private boolean isValueAboveValues() {
    return IntStream.range(0, first.size())
        .anyMatch(
            i ->
                !columns.get(i).isEmpty()
                    && !columns.get(i).isOfNumbers(signs)
                    && VALUES.stream()
                        .anyMatch(
                            are ->
                                are.test(List.of(first.get(i)))
                                    && are.test(columns.get(i).values())));
  }

  private static Predicate<List<String>> marked(char decimal, char thousands) {
    NumberSigns marked = new NumberSigns(decimal, thousands, true);
    return values ->
        values.stream().noneMatch(value -> Double.isNaN(marked.parse(Blanks.strip(value))));
  }

  /** Whether columns are called 0, 1, 2 …, as pandas does. */
  private boolean isCounted() {
    int from = first.get(0).isEmpty() ? 1 : 0;
    return first.size() - from > 2
        && IntStream.range(from, first.size())
            .allMatch(i -> first.get(i).equals(String.valueOf(i - from)));
  }

  private boolean standsBelow() {
    return IntStream.range(0, first.size())
        .anyMatch(i -> !first.get(i).isEmpty() && columns.get(i).values().contains(first.get(i)));
  }

  private boolean hasNumbersThatAreNoNames() {
    List<String> numbers = first.stream().filter(this::isNumber).toList();
    return numbers.size() == first.size()
        || new HashSet<>(numbers).size() < numbers.size()
        || numbers.stream().anyMatch(number -> !NAME_OF_DIGITS.matcher(number).matches());
  }

  /**
   * Whether a number stands above numbers of as many digits, as in a row. Names are a series, such
   * as of years, or one year above what is none.
   */
  private boolean isNumberAboveSuch() {
    List<Integer> numbers =
        IntStream.range(0, first.size())
            .filter(i -> isNumber(first.get(i)) && columns.get(i).isOfNumbers(signs))
            .boxed()
            .toList();
    return !isSeries(numbers.stream().map(i -> signs.parse(first.get(i))).toList())
        && numbers.stream().anyMatch(i -> isOneOf(first.get(i), columns.get(i).values()));
  }

  private static boolean isOneOf(String number, List<String> below) {
    return YEAR.matcher(number).matches()
        ? !below.isEmpty() && below.stream().allMatch(value -> YEAR.matcher(value).matches())
        : below.stream().anyMatch(value -> value.length() == number.length());
  }

  /** Whether there are several numbers, each as much larger than the one before. */
  private static boolean isSeries(List<Double> numbers) {
    return numbers.size() > 1
        && IntStream.range(1, numbers.size())
            .allMatch(
                i ->
                    numbers.get(i) > numbers.get(i - 1)
                        && numbers.get(i) - numbers.get(i - 1) == numbers.get(1) - numbers.get(0));
  }

  private boolean isNumber(String value) {
    return !Double.isNaN(signs.parse(value));
  }
}
