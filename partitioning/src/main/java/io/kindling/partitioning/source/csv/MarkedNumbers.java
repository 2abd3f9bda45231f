package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.NumberSigns;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees how the numbers of one column are written where they are not as in the others: with a per
 * cent sign or a currency's, or with groups of thousands, as long as that leaves no doubt of which
 * numbers they are.
 */
final class MarkedNumbers {
  private MarkedNumbers() {}

  /**
   * The signs of a column of which all values are numbers by them.
   *
   * @param decimal the decimal sign of other columns; null where it is not known
   */
  static Optional<NumberSigns> of(
      CsvDialect dialect, HeadColumn column, @Nullable Character decimal) {
    List<String> values = column.values().stream().map(Blanks::strip).toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<NumberSigns> fitting =
        candidates(dialect)
            .filter(signs -> values.stream().noneMatch(v -> Double.isNaN(signs.parse(v))))
            .toList();
    if (fitting.size() < 2 || areSame(values, fitting)) {
      return fitting.stream().findFirst();
    }
    boolean dollars = values.stream().anyMatch(v -> v.indexOf('$') >= 0 || v.indexOf('£') >= 0);
    Character usual = decimal == null && dollars ? Character.valueOf('.') : decimal;
    return fitting.stream().filter(signs -> Objects.equals(signs.decimal(), usual)).findFirst();
  }

  /** Where not, 1,234 is a number of thousands, or of thousandths. */
  private static boolean areSame(List<String> values, List<NumberSigns> signs) {
    return values.stream().allMatch(v -> signs.get(0).parse(v) == signs.get(1).parse(v));
  }

  private static Stream<NumberSigns> candidates(CsvDialect dialect) {
    Stream<NumberSigns> both =
        Stream.of(new NumberSigns('.', ',', true), new NumberSigns(',', '.', true));
    return both.filter(
        signs ->
            agrees(dialect.decimal(), signs.decimal())
                && agrees(dialect.thousands(), signs.thousands()));
  }

  private static boolean agrees(Optional<Character> declared, @Nullable Character seen) {
    return declared.isEmpty() || declared.get().equals(seen);
  }
}
