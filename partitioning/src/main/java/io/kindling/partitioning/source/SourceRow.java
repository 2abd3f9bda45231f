package io.kindling.partitioning.source;

import org.jspecify.annotations.Nullable;

/**
 * A row as a source gives it: features and target, or what is wrong with it. Lives within one task
 * and never travels.
 */
public final class SourceRow {
  private final String unit;
  private final long position;
  private final float[] features;
  private final float[] targets;
  private final float weight;
  private final @Nullable Problem problem;

  private SourceRow(
      String unit,
      long position,
      float[] features,
      float[] targets,
      float weight,
      @Nullable Problem problem) {
    this.unit = unit;
    this.position = position;
    this.features = features;
    this.targets = targets;
    this.weight = weight;
    this.problem = problem;
  }

  /**
   * A row that could be read.
   *
   * @param unit the file it stands in
   * @param position where in the unit, as the source counts
   */
  public static SourceRow of(String unit, long position, float[] features, double target) {
    return of(unit, position, features, new float[] {(float) target}, 1);
  }

  /**
   * A row with any number of targets, and a weight.
   *
   * @param unit the file it stands in
   * @param position where in the unit, as the source counts
   */
  public static SourceRow of(
      String unit, long position, float[] features, float[] targets, float weight) {
    return new SourceRow(unit, position, features, targets, weight, null);
  }

  /** A row that could not be read. */
  public static SourceRow bad(String unit, long position, String found, String expected) {
    return new SourceRow(
        unit, position, new float[0], new float[0], 1, new Problem(found, expected));
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

  /** The features. */
  public float[] features() {
    return features;
  }

  /** The targets. */
  public float[] targets() {
    return targets;
  }

  /** How much the row counts. */
  public float weight() {
    return weight;
  }

  /** What is wrong, or null. */
  public @Nullable Problem problem() {
    return problem;
  }
}
