package io.kindling.partitioning.column;

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

  /** What a person calls a feature. */
  public String featureName(int feature) {
    return features.isEmpty()
        ? "feature " + feature
        : "column '%s'".formatted(features.get(feature).name());
  }
}
