package io.kindling.predictor.column;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the columns of a table are to be taken.
 *
 * @param kinds of columns by their names; those of others follow from what stands in them
 * @param taken the features, in their order; all columns but those with other roles, if not given
 * @param excluded columns that are no features
 * @param missing what becomes of missing numbers
 * @param missingValues the texts that stand for a missing value; if not given, those that usually
 *     do
 * @param dropsUnlabelled whether rows without a label are left out, or are an error
 * @param carried columns that are read along, as texts, and are no features by that
 */
public record FeatureColumns(
    Map<String, ColumnKind> kinds,
    Optional<List<String>> taken,
    Set<String> excluded,
    MissingMode missing,
    Optional<Set<String>> missingValues,
    boolean dropsUnlabelled,
    List<String> carried) {
  /** All columns, as they are; nothing is missing. */
  public static final FeatureColumns AS_FOUND = new FeatureColumns(Map.of(), MissingMode.ERROR);

  /** Copies. */
  public FeatureColumns {
    kinds = Map.copyOf(kinds);
    taken = taken.map(List::copyOf);
    excluded = Set.copyOf(excluded);
    missingValues = missingValues.map(Set::copyOf);
    carried = List.copyOf(carried);
  }

  /** All columns, some of them of declared kinds. */
  public FeatureColumns(Map<String, ColumnKind> kinds, MissingMode missing) {
    this(kinds, Optional.empty(), Set.of(), missing, Optional.empty(), false, List.of());
  }

  /** The same, for these features in this order; all columns where there are none. */
  public FeatureColumns taking(List<String> features) {
    return new FeatureColumns(
        kinds,
        features.isEmpty() ? Optional.empty() : Optional.of(features),
        excluded,
        missing,
        missingValues,
        dropsUnlabelled,
        carried);
  }

  /** What is missing, as a model has to know it; where no text is, as in a DataFrame, nothing. */
  public MissingRules rules() {
    return new MissingRules(missingValues.filter(texts -> !texts.isEmpty()), dropsUnlabelled);
  }

  /** The same, by these rules. */
  public FeatureColumns by(MissingRules rules) {
    return new FeatureColumns(
        kinds, taken, excluded, missing, rules.values(), rules.dropsUnlabelled(), carried);
  }

  /** The same, with these columns read along. */
  public FeatureColumns carrying(List<String> names) {
    return new FeatureColumns(
        kinds, taken, excluded, missing, missingValues, dropsUnlabelled, names);
  }
}
