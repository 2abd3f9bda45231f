package io.kindling.predictor.column;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How rows are read in which something is missing: a model takes rows as those that it was trained
 * on. Travels, under Kryo too, hence no record.
 */
public final class MissingRules implements Serializable {
  /** What usually stands for a missing value does; every row has a label. */
  public static final MissingRules USUAL = new MissingRules(Optional.empty(), false);

  private static final long serialVersionUID = 1L;

  private final @Nullable TreeSet<String> values;
  private final boolean dropsUnlabelled;

  /**
   * Copies.
   *
   * @param values the texts that stand for a missing value; if not given, those that usually do
   * @param dropsUnlabelled whether rows without a label are left out, or are an error
   */
  public MissingRules(Optional<Set<String>> values, boolean dropsUnlabelled) {
    this.values = values.map(texts -> new TreeSet<>(texts)).orElse(null);
    this.dropsUnlabelled = dropsUnlabelled;
  }

  /** The texts that stand for a missing value, if they are given; sorted. */
  public Optional<Set<String>> values() {
    return Optional.ofNullable(values).map(TreeSet::new);
  }

  /** Whether rows without a label are left out, or are an error. */
  public boolean dropsUnlabelled() {
    return dropsUnlabelled;
  }

  /** The same values, and these rows without a label. */
  public MissingRules dropping(boolean unlabelled) {
    return new MissingRules(values(), unlabelled);
  }
}
