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
  private final double[] numbers;
  private final byte @Nullable [] bytes; // instead of numbers
  private final Map<Integer, String> words;
  private final float[] targets;
  private final float weight;
  private final @Nullable Problem problem;

  private SourceRow(
      String unit,
      long position,
      double[] numbers,
      byte @Nullable [] bytes,
      Map<Integer, String> words,
      float[] targets,
      float weight,
      @Nullable Problem problem) {
    this.unit = unit;
    this.position = position;
    this.numbers = numbers;
    this.bytes = bytes;
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
  public static SourceRow of(String unit, long position, double[] features, float... targets) {
    return new SourceRow(unit, position, features, null, Map.of(), targets, 1, null);
  }

  /** A row of unsigned bytes, of weight 1. */
  public static SourceRow ofBytes(String unit, long position, byte[] features, float... targets) {
    return new SourceRow(unit, position, new double[0], features, Map.of(), targets, 1, null);
  }

  /** A row of any weight that could be read. */
  public static SourceRow of(
      String unit, long position, double[] features, float[] targets, float weight) {
    return of(unit, position, features, targets).withWeight(weight);
  }

  /** A row that could not be read. */
  public static SourceRow bad(String unit, long position, String found, String expected) {
    Problem problem = new Problem(found, expected);
    return new SourceRow(unit, position, new double[0], null, Map.of(), new float[0], 1, problem);
  }

  /** This row with another weight. */
  public SourceRow withWeight(float other) {
    return new SourceRow(unit, position, numbers, bytes, words, targets, other, problem);
  }

  /** This row with words for the features whose categories are not known yet. */
  public SourceRow withWords(Map<Integer, String> other) {
    return new SourceRow(unit, position, numbers, bytes, other, targets, weight, problem);
  }

  /** This row with other features, and without its words. */
  SourceRow withFeatures(double[] other) {
    return new SourceRow(unit, position, other, null, Map.of(), targets, weight, problem);
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
  public double[] features() {
    if (bytes == null) {
      return numbers;
    }
    double[] values = new double[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }

  /** The features as unsigned bytes, where the source has such; otherwise null. */
  public byte @Nullable [] bytes() {
    return bytes;
  }

  /** How many features there are. */
  public int width() {
    return bytes == null ? numbers.length : bytes.length;
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
