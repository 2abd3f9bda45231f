package io.kindling.predictor.column;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column of features.
 *
 * @param name as in the header
 * @param kind of its values
 * @param categories of a {@link OneHot} column, once they are known; none otherwise
 */
public record Column(String name, ColumnKind kind, List<String> categories)
    implements Serializable {
  /** Copies. */
  public Column {
    categories = List.copyOf(categories);
  }

  /** A column of which nothing is known but what is declared. */
  public Column(String name, ColumnKind kind) {
    this(name, kind, List.of());
  }

  /** Whether its values are numbers, which are filled and scaled. */
  public boolean isNumeric() {
    return kind instanceof Numeric || kind instanceof Bool || kind instanceof Date;
  }

  /** Whether its values become an input for each category. */
  public boolean isOneHot() {
    return kind instanceof OneHot;
  }

  /** What is kept of it: a column for each part of dates, otherwise itself. */
  public List<Column> kept() {
    return kind instanceof Date date
        ? date.parts().stream().map(part -> new Column(name + suffix(part), date.of(part))).toList()
        : List.of(this);
  }

  /** Whether it can be kept: dates are by a single part, which its name ends with. */
  public boolean isKept() {
    return !(kind instanceof Date date)
        || (date.parts().size() == 1 && name.endsWith(suffix(date.parts().get(0))));
  }

  /** The name of the source's column that this is kept of. */
  public String source() {
    return kind instanceof Date date
        ? name.substring(0, name.length() - suffix(date.parts().get(0)).length())
        : name;
  }

  private static String suffix(DatePart part) {
    return "." + part.configName();
  }

  /** How many inputs of the network it fills. */
  public int width() {
    return isOneHot() ? categories.size() : 1;
  }

  /** The columns of files, by their names, whose dates some columns are parts of. */
  public static Set<String> datesOf(List<Column> columns) {
    return columns.stream()
        .filter(column -> column.kind() instanceof Date)
        .map(Column::source)
        .collect(Collectors.toUnmodifiableSet());
  }
}
