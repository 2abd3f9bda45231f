package io.kindling.partitioning.source;

import io.kindling.partitioning.column.OneHot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a source gives it: features, targets and weight, or what is wrong with it. Lives within
 * one task and never travels.
 */
public final class SourceRow {
  private final String unit;
  private final long position;
  private final float[] features;
  private final Map<Integer, String> words;
  private final float[] targets;
  private final float weight;
  private final @Nullable Problem problem;

  private SourceRow(
      String unit,
      long position,
      float[] features,
      Map<Integer, String> words,
      float[] targets,
      float weight,
      @Nullable Problem problem) {
    this.unit = unit;
    this.position = position;
    this.features = features;
    this.words = words;
    this.targets = targets;
    this.weight = weight;
    this.problem = problem;
  }

  /**
   * A row of weight 1 that could be read.
   *
   * @param unit the file it stands in
   * @param position where in the unit, as the source counts
   * @param targets none, one or several
   */
  public static SourceRow of(String unit, long position, float[] features, float... targets) {
    return new SourceRow(unit, position, features, Map.of(), targets, 1, null);
  }

  /** A row of any weight that could be read. */
  public static SourceRow of(
      String unit, long position, float[] features, float[] targets, float weight) {
    return of(unit, position, features, targets).withWeight(weight);
  }

  /** A row that could not be read. */
  public static SourceRow bad(String unit, long position, String found, String expected) {
    Problem problem = new Problem(found, expected);
    return new SourceRow(unit, position, new float[0], Map.of(), new float[0], 1, problem);
  }

  /** This row with another weight. */
  public SourceRow withWeight(float other) {
    return new SourceRow(unit, position, features, words, targets, other, problem);
  }

  /** This row with words for the features whose categories are not known yet. */
  public SourceRow withWords(Map<Integer, String> other) {
    return new SourceRow(unit, position, features, other, targets, weight, problem);
  }

  /** This row with other features, and no words any more. */
  SourceRow withFeatures(float[] other) {
    return new SourceRow(unit, position, other, Map.of(), targets, weight, problem);
  }

  /** What is wrong with a row. */
  public record Problem(String found, String expected) {}

  /** The file. */
  public String unit() {
    return unit;
  }

  /** Where in the file, as the source counts. */
  public long position() {
    return position;
  }

  /** The features: a number each, a bucket, or a category's number; NaN where one is missing. */
  public float[] features() {
    return features;
  }

  /** The texts of {@link OneHot} columns by position, while their categories are not known. */
  Map<Integer, String> words() {
    return words;
  }

  /** The targets. */
  public float[] targets() {
    return targets;
  }

  /** What the row counts for. */
  public float weight() {
    return weight;
  }

  /** What is wrong, or null. */
  public @Nullable Problem problem() {
    return problem;
  }
}
