package io.kindling.partitioning.preprocess;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.FeatureRanges;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.table.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What float32 keeps of columns that lie far from 0. A column whose middle is more than {@value
 * #FAR} times its range away from 0 would keep fewer than 16 of float32's 24 bits; where scaling
 * takes its mean or its least number off in any case, an origin near its middle is taken off
 * before, in double precision. Other columns are kept as they are, to the bit.
 */
public final class FloatPrecision {
  private static final double FAR = 256;
  // A column in which a number is off by more than this part of the range tells few rows apart.
  private static final double COARSE = 1.0 / 1024;

  private FloatPrecision() {}

  /**
   * The origins of columns of these ranges: the multiple of a power of two of at most half the
   * range that lies next to the middle. So the origins are functions of least and greatest numbers
   * alone, and whole numbers stay whole.
   */
  public static Origins origins(ScaleMode mode, TableColumns columns, FeatureRanges ranges) {
    boolean[] numeric = FeatureFit.numeric(columns.features(), ranges.features());
    double[] origins = new double[numeric.length];
    boolean any = false;
    for (int i = 0; i < numeric.length; i++) {
      double middle = ranges.min(i) / 2 + ranges.max(i) / 2;
      double range = ranges.range(i);
      if (mode.centers() && numeric[i] && range > 0 && Math.abs(middle) > FAR * range) {
        double unit = Math.scalb(0.5, Math.getExponent(range));
        origins[i] = Math.rint(middle / unit) * unit;
        any = true;
      }
    }
    return any ? new Origins(origins) : Origins.NONE;
  }

  /**
   * A line about the columns whose numbers differ and become the same as float32, if any do. Where
   * scaling takes off what they have in common, none does; but whole numbers beyond 2⁵³ may have
   * been rounded before, to doubles.
   */
  public static Optional<String> warning(
      ScaleMode mode, TableColumns columns, FeatureRanges ranges) {
    boolean[] numeric = FeatureFit.numeric(columns.features(), ranges.features());
    List<String> coarse = new ArrayList<>();
    for (int i = 0; i < numeric.length; i++) {
      if (numeric[i] && isCoarse(mode, ranges, i)) {
        coarse.add(
            "%s (from %s to %s)".formatted(columns.featureName(i), ranges.min(i), ranges.max(i)));
      }
    }
    if (coarse.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        mode.centers()
            ? "numbers that differ may have become the same as doubles, which keep fewer digits, in"
                + " %s; take off beforehand what they have in common".formatted(Names.few(coarse))
            : "numbers that differ become the same as float32 in %s;".formatted(Names.few(coarse))
                + " data.scale: center, standardize or min_max takes off first what they have in"
                + " common");
  }

  /** The most that a whole number may have lost when it was read. */
  private static double lostAsDouble(FeatureRanges ranges, int feature) {
    double largest = Math.max(Math.abs(ranges.min(feature)), Math.abs(ranges.max(feature)));
    return largest < NumberText.EXACT ? 0 : Math.ulp(largest) / 2;
  }

  /** Whether numbers of a column that differ become the same. */
  static boolean isCoarse(ScaleMode mode, FeatureRanges ranges, int feature) {
    double range = ranges.range(feature);
    double lost = mode.centers() ? lostAsDouble(ranges, feature) : ranges.rounding(feature);
    return range > 0 && lost > COARSE * range;
  }
}
