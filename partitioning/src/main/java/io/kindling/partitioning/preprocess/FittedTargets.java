package io.kindling.partitioning.preprocess;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What the targets of a regression's training rows ask for.
 *
 * @param scale of the targets
 * @param warnings what a user should know of them, a line each
 */
public record FittedTargets(TargetScale scale, List<String> warnings) {
  // A network starts with outputs about as large as 1, and moves them by steps of about the rate.
  private static final double LARGE = 100;
  private static final double SMALL = 0.001;
  // Targets that are rounded by more than this part of their range tell few rows apart.
  private static final double COARSE = 1.0 / 1024;
  private static final double WHOLE_NUMBERS = 0x1p24; // up to here float32 has all of them

  /** Copies. */
  public FittedTargets {
    warnings = List.copyOf(warnings);
  }

  /** Fits to the training rows, in one Spark job; {@code names} are those of the targets. */
  public static FittedTargets fit(ScaleMode mode, List<String> names, ShardedData train) {
    FeatureStatistics found = TargetStatistics.of(train);
    return new FittedTargets(scale(mode, found, names.size()), warnings(mode, names, found));
  }

  static List<String> warnings(ScaleMode mode, List<String> names, FeatureStatistics found) {
    List<String> warnings = new ArrayList<>();
    String coarse =
        those(
            names,
            i -> isCoarse(found, i),
            i ->
                "by up to %s (from %s to %s)"
                    .formatted(ulp(found, i) / 2, found.min(i), found.max(i)));
    if (!coarse.isEmpty()) {
      warnings.add(
          "labels are kept as float32, which rounds %s; take off first what they have in common"
              .formatted(coarse));
    }
    String unscaled =
        those(
            names,
            i -> isFarFromUnit(mode, found, i),
            i ->
                "(mean %s, deviation %s)"
                    .formatted(text(found.mean(i)), text(found.standardDeviation(i))));
    if (!unscaled.isEmpty()) {
      warnings.add(
          "labels are far from 1 in size: %s; data.label_scale: standardize".formatted(unscaled)
              + " scales them in training, while predictions and metrics stay in their units");
    }
    return warnings;
  }

  /** Constant targets cannot be scaled to unit size. */
  private static boolean isFarFromUnit(ScaleMode mode, FeatureStatistics found, int target) {
    double deviation = found.standardDeviation(target);
    return switch (mode) {
      case STANDARDIZE, MIN_MAX, UNIT_VARIANCE, MAX_ABS -> false;
      case NONE, UNIT, CENTER -> {
        double mean = mode.centers() ? 0 : Math.abs(found.mean(target));
        yield deviation > 0 && (mean > LARGE || deviation > LARGE || deviation < SMALL);
      }
    };
  }

  private static boolean isCoarse(FeatureStatistics found, int target) {
    double range = (double) found.max(target) - found.min(target);
    return range > 0
        ? ulp(found, target) / 2 > COARSE * range
        : Math.abs(found.max(target)) >= WHOLE_NUMBERS;
  }

  private static double ulp(FeatureStatistics found, int target) {
    return Math.ulp(Math.max(Math.abs(found.min(target)), Math.abs(found.max(target))));
  }

  private static String those(
      List<String> names, IntPredicate which, IntFunction<String> described) {
    return Names.few(
        IntStream.range(0, names.size())
            .filter(which)
            .mapToObj(i -> "'%s' %s".formatted(Names.shortened(names.get(i)), described.apply(i)))
            .toList());
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.4g", number);
  }

  /**
   * Fits a mode to the targets of the training rows, as a {@link Scaling} is fitted to features.
   */
  static TargetScale scale(ScaleMode mode, FeatureStatistics targets, int perRow) {
    if (mode == ScaleMode.NONE) {
      return TargetScale.NONE;
    }
    boolean[] all = new boolean[perRow];
    Arrays.fill(all, true);
    Scaling fitted = FeatureFit.scaling(mode, targets, all);
    return new TargetScale(mode, fitted.shift(), fitted.factor());
  }
}
