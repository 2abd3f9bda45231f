package io.kindling.predictor.column;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.List;

/**
 * What stands in the rows of a table.
 *
 * @param features the columns of features, or none where features have no names
 * @param targets the names of the targets; none for rows to score
 * @param weighted whether rows have weights other than 1
 * @param missing whether numbers may be missing
 */
public record TableColumns(
    List<Column> features, List<String> targets, boolean weighted, MissingMode missing) {
  private static final int MOST_SHOWN = 10;

  /** Copies. */
  public TableColumns {
    features = List.copyOf(features);
    targets = List.copyOf(targets);
  }

  /** Numbers without names. */
  public static TableColumns nameless(MissingMode missing, String... targets) {
    return new TableColumns(List.of(), List.of(targets), false, missing);
  }

  /** The names of the features, or none. */
  public List<String> names() {
    return features.stream().map(Column::name).toList();
  }

  /** The names of the source's columns that the features are kept of, or none. */
  public List<String> sources() {
    return features.stream().map(Column::source).distinct().toList();
  }

  /**
   * Checks that the features have the names that another table or a model has.
   *
   * @param place of these columns
   * @param expected names
   * @param whose they are, such as {@code ", as the model takes"}
   * @throws InvalidInputException when they differ: with all names, or where these are many with
   *     the first that differs
   */
  public void requireNames(String place, List<String> expected, String whose) {
    List<String> found = names();
    if (found.equals(expected)) {
      return;
    }
    int first = 0;
    int both = Math.min(found.size(), expected.size());
    while (first < both && found.get(first).equals(expected.get(first))) {
      first++;
    }
    if (both <= MOST_SHOWN || first == both) {
      throw InvalidInputException.at(
          place, "columns " + Names.shortened(found), Names.shortened(expected) + whose);
    }
    throw InvalidInputException.at(
        place,
        "'" + Names.shortened(found.get(first)) + "' as feature " + (first + 1),
        "'" + Names.shortened(expected.get(first)) + "'" + whose);
  }

  /** What a person calls a feature. */
  public String featureName(int feature) {
    return featureName(names(), feature);
  }

  /** The same by the names of all features, or none. */
  public static String featureName(List<String> names, int feature) {
    return names.isEmpty()
        ? "feature " + feature
        : "column '" + Names.shortened(names.get(feature)) + "'";
  }
}
