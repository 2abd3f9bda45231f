package io.kindling.partitioning.preprocess;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.FeatureRanges;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Storage;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.CategoryNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Features so far from 1 in size that a network hardly learns from them as they are. */
public final class UnscaledFeatures {
  private static final double LARGE = 1e4;

  private UnscaledFeatures() {}

  /**
   * A line about those that nothing scales, if there are any. Numbers of categories are meant to be
   * as they are, sparse rows are left to whoever made them, and what {@link FloatPrecision} warns
   * of is told there.
   *
   * @param table the rows to train on
   * @param first the layer that the rows come to
   * @param network whose input these are
   */
  public static Optional<String> warning(
      ScaleMode mode, ReadTable table, LayerSpec first, Network network) {
    boolean unscaled = mode == ScaleMode.NONE || mode == ScaleMode.CENTER;
    boolean normalized = first instanceof BatchNorm || first instanceof LayerNorm;
    if (!unscaled || normalized || table.storage() == Storage.SPARSE) {
      return Optional.empty();
    }
    FeatureRanges ranges = table.ranges();
    boolean[] numeric = FeatureFit.numeric(table.columns().features(), ranges.features());
    int[] categories = CategoryNumbers.of(table.columns(), ranges.features(), network, mode);
    List<String> large = new ArrayList<>();
    for (int i = 0; i < numeric.length; i++) {
      boolean told = FloatPrecision.isCoarse(mode, ranges, i);
      if (numeric[i] && categories[i] == 0 && !told && size(mode, ranges, i) > LARGE) {
        large.add(
            "%s (%s … %s)"
                .formatted(
                    table.columns().featureName(i),
                    Names.number(ranges.min(i)),
                    Names.number(ranges.max(i))));
      }
    }
    return large.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "numbers are far from 1 in size: %s; data.scale: standardize scales them"
                .formatted(Names.few(large)));
  }

  /** The greatest |x| of a feature as it comes to the network; −∞ where there is no number. */
  private static double size(ScaleMode mode, FeatureRanges ranges, int feature) {
    return mode == ScaleMode.CENTER
        ? ranges.range(feature)
        : Math.max(ranges.max(feature), -ranges.min(feature));
  }
}
