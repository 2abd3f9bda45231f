package io.kindling.predictor.row;

import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;

/** Features that number the categories of an embedding. */
public final class CategoryNumbers {
  private CategoryNumbers() {}

  /**
   * Of each feature of a row, how many categories it must number: a whole number from 0 to one
   * below. 0 where it need not be such a number, or surely is.
   *
   * @param features how many there are
   * @param network whose input they are
   * @param scale how they will be scaled
   * @throws InvalidInputException for a scale or a number of buckets that would make others of them
   */
  public static int[] of(TableColumns table, int features, Network network, ScaleMode scale) {
    int[] ofInputs = network.categories();
    List<Column> columns = table.features();
    int[] ofFeatures = new int[features];
    int input = 0;
    for (int feature = 0; feature < ofFeatures.length && input < ofInputs.length; feature++) {
      int categories = ofInputs[input];
      Column column = columns.isEmpty() ? null : columns.get(feature);
      input += column == null ? 1 : column.width();
      if (categories == 0 || (column != null && column.isOneHot())) { // 0 and 1 are such numbers
        continue;
      }
      if (column != null && column.kind() instanceof Hash hash) {
        checkBuckets(column, hash, categories);
        continue;
      }
      if (scale != ScaleMode.NONE) {
        throw InvalidInputException.atSetting(
            "data.scale",
            "'%s', which would scale the numbers of categories in %s"
                .formatted(scale.configName(), table.featureName(feature)),
            "none, or the column as {hash: {buckets: …}}, which is not scaled");
      }
      ofFeatures[feature] = categories;
    }
    return ofFeatures;
  }

  private static void checkBuckets(Column column, Hash hash, int categories) {
    if (hash.buckets() > categories) {
      throw InvalidInputException.atSetting(
          "data.columns." + column.name(),
          "%s buckets for an embedding of %s categories"
              .formatted(Names.count(hash.buckets()), Names.count(categories)),
          "at most as many buckets as categories");
    }
  }
}
