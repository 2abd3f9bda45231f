package io.kindling.predictor.row;

import io.kindling.predictor.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the known columns of features are among those of a table.
 *
 * @param columns the known ones; of the values of a column that has several in each row, the first
 * @param from the place of each in the table
 */
public record KnownPlaces(List<Column> columns, List<Integer> from) {
  /** The name of a value of a column that has several in each row, beside other columns. */
  private static final Pattern ELEMENT = Pattern.compile("(.+)\\[\\d+\\]");

  /** Copies. */
  public KnownPlaces {
    columns = List.copyOf(columns);
    from = List.copyOf(from);
  }

  /**
   * Finds them.
   *
   * @param known one for each value in a row as it is kept
   * @param place of a feature's column
   * @param scalar whether the column at a place has one value in each row
   */
  public static KnownPlaces of(
      List<Column> known, ToIntFunction<String> place, IntPredicate scalar) {
    List<Column> columns = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    for (Column column : known) {
      int index = place.applyAsInt(column.source());
      boolean next = !from.isEmpty() && from.get(from.size() - 1) == index; // value of the same
      if (scalar.test(index) || !next) {
        columns.add(column);
        from.add(index);
      }
    }
    return new KnownPlaces(columns, from);
  }

  /** The column of several values that a name may be one value of; null for any other name. */
  public static @Nullable String several(String name) {
    Matcher element = ELEMENT.matcher(name);
    return element.matches() ? element.group(1) : null;
  }
}
