package io.kindling.partitioning.preprocess;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fits the preprocessing of features to the rows to train on, over the cluster. */
public final class FeatureFit {
  private FeatureFit() {}

  /**
   * Fits to the training data; runs one Spark job if means or the like are needed.
   *
   * @throws InvalidInputException for {@link ScaleMode#UNIT} on data that are not bytes, and for a
   *     column of which every number is missing
   */
  public static Preprocessing of(ScaleMode mode, TableColumns columns, ShardedData data) {
    int features = data.shape().size();
    checkScale(mode, data.storage());
    boolean fills = columns.missing().fills();
    boolean scales = mode != ScaleMode.NONE && mode != ScaleMode.UNIT;
    FeatureStatistics statistics =
        fills || scales ? FeatureStatistics.of(data) : new FeatureStatistics(0); // not asked for
    boolean[] numeric = numeric(columns.features(), features);
    return new Preprocessing(
            columns.features(),
            columns.missing(),
            data.origins(),
            fills ? fill(statistics, columns, numeric, data) : new float[0],
            switch (mode) {
              case NONE -> Scaling.none(features);
              case UNIT -> Scaling.unit(features);
              default -> scaling(mode, statistics, numeric);
            },
            data.storage() == Storage.SPARSE)
        .withIndicators(indicated(columns, data.lacking()));
  }

  /**
   * Checks that features that are kept in this way can be scaled in that.
   *
   * @throws InvalidInputException for {@link ScaleMode#UNIT} on data that are not bytes, and for a
   *     mode that takes something off sparse features
   */
  public static void checkScale(ScaleMode mode, Storage storage) {
    if (mode.centers() && storage == Storage.SPARSE) {
      throw InvalidInputException.atSetting(
          "data.scale",
          "'%s' for sparse features, all of whose zeros it would change"
              .formatted(mode.configName()),
          "none, unit_variance or max_abs, which keep zeros");
    }
    if (mode == ScaleMode.UNIT && storage != Storage.UINT8) {
      throw InvalidInputException.atSetting(
          "data.scale",
          "'unit' for data that are not bytes",
          storage == Storage.SPARSE
              ? "none, unit_variance or max_abs"
              : "none, center, standardize, min_max, unit_variance or max_abs");
    }
  }

  /** What stands for missing numbers, as these are kept: less their origin. */
  private static float[] fill(
      FeatureStatistics statistics, TableColumns columns, boolean[] numeric, ShardedData data) {
    for (int i = 0; i < numeric.length; i++) {
      if (numeric[i] && statistics.count(i) == 0) {
        throw InvalidInputException.atSetting(
            "data.missing",
            "no number to train on in " + columns.featureName(i),
            columns.missing() == MissingMode.ZERO
                ? "at least 1"
                : "at least 1 to take the %s of"
                    .formatted(columns.missing() == MissingMode.MEDIAN ? "median" : "mean"));
      }
    }
    float[] fill =
        columns.missing() == MissingMode.MEDIAN
            ? Medians.of(data, statistics)
            : new float[numeric.length];
    for (int i = 0; i < numeric.length; i++) {
      fill[i] =
          switch (columns.missing()) {
            case MEAN, INDICATOR -> (float) statistics.mean(i);
            case MEDIAN -> fill[i];
            case ZERO, ERROR -> (float) (0 - data.origins().of(i));
          };
      fill[i] = numeric[i] ? fill[i] : 0f; // a category is never missing
    }
    return fill;
  }

  private static int[] indicated(TableColumns columns, boolean[] lacking) {
    boolean[] numeric = numeric(columns.features(), lacking.length);
    return columns.missing() == MissingMode.INDICATOR
        ? IntStream.range(0, lacking.length).filter(i -> numeric[i] && lacking[i]).toArray()
        : new int[0];
  }

  static boolean[] numeric(List<Column> columns, int features) {
    boolean[] numeric = new boolean[features];
    for (int i = 0; i < features; i++) {
      numeric[i] = columns.isEmpty() || columns.get(i).isNumeric();
    }
    return numeric;
  }

  /** Fits a mode to statistics; features that are not {@code numeric} stay as they are. */
  static Scaling scaling(ScaleMode mode, FeatureStatistics statistics, boolean[] numeric) {
    float[] shift = new float[numeric.length];
    float[] factor = new float[numeric.length];
    Arrays.fill(factor, 1f);
    for (int i = 0; i < numeric.length; i++) {
      if (!numeric[i]) {
        continue;
      }
      shift[i] =
          switch (mode) {
            case CENTER, STANDARDIZE -> (float) statistics.mean(i);
            case MIN_MAX -> statistics.min(i);
            case NONE, UNIT, UNIT_VARIANCE, MAX_ABS -> 0;
          };
      double spread =
          switch (mode) {
            case STANDARDIZE, UNIT_VARIANCE -> statistics.standardDeviation(i);
            case MIN_MAX -> (double) statistics.max(i) - statistics.min(i);
            case MAX_ABS -> Math.max(Math.abs(statistics.min(i)), Math.abs(statistics.max(i)));
            case NONE, UNIT, CENTER -> 1;
          };
      float inverse = (float) (1 / spread); // infinite for a constant
      factor[i] = Float.isFinite(inverse) ? inverse : 1f;
    }
    return new Scaling(mode, shift, factor);
  }

  /** The shape of what enters the network for the rows of a table to train on. */
  public static Shape inputShape(ReadTable table) {
    int indicators = indicated(table.columns(), table.lacking()).length;
    return Preprocessing.inputShape(table.shape(), table.columns().features(), indicators);
  }
}
