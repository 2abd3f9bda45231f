package io.kindling.partitioning.column;

import java.util.List;

/**
 * A column of features.
 *
 * @param name as in the header
 * @param kind of its values
 * @param categories of a {@link OneHot} column, once they are known; none otherwise
 */
public record Column(String name, ColumnKind kind, List<String> categories) {
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
    return kind instanceof Numeric || kind instanceof Bool;
  }

  /** Whether its values become an input for each category. */
  public boolean isOneHot() {
    return kind instanceof OneHot;
  }

  /** How many inputs of the network it fills. */
  public int width() {
    return isOneHot() ? categories.size() : 1;
  }
}
