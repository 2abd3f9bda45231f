package io.kindling.partitioning.column;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the columns of features are to be read.
 *
 * @param kinds of columns by their names; those that are not named are numbers
 * @param missing what becomes of missing numbers
 */
public record FeatureColumns(Map<String, ColumnKind> kinds, MissingMode missing) {
  /** Numbers, none missing. */
  public static final FeatureColumns NUMBERS = new FeatureColumns(Map.of(), MissingMode.ERROR);

  /** Copies. */
  public FeatureColumns {
    kinds = Map.copyOf(kinds);
  }

  /** The column of a name. */
  public Column column(String name) {
    return new Column(name, kinds.getOrDefault(name, new Numeric()));
  }

  /**
   * Checks that a table has every column that is named.
   *
   * @param table what errors call it
   * @param found its columns
   * @throws InvalidInputException when one is missing or not a feature
   */
  public void check(String table, TableColumns found) {
    List<String> names = found.names();
    Set<String> known = new HashSet<>(names);
    for (String name : kinds.keySet().stream().sorted().toList()) {
      if (known.contains(name)) {
        continue;
      }
      String what = found.targets().contains(name) ? "the label" : "'" + name + "'";
      throw InvalidInputException.atSetting(
          "data.columns." + name,
          "%s, which is not a feature of %s".formatted(what, table),
          names.isEmpty()
              ? "no columns, since these features have no names"
              : Suggestion.expectedInsteadOf(name, names));
    }
  }
}
