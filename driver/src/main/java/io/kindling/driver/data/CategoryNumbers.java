package io.kindling.driver.data;

import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.Hash;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.reading.CategoryCheck;
import io.kindling.partitioning.reading.ReadTable;
import java.util.Arrays;
import java.util.List;

/** Features that number the categories of an embedding. */
public final class CategoryNumbers {
  private CategoryNumbers() {}

  /**
   * Checks that the rows of a table have such numbers where a network takes them, before it meets
   * them; in one Spark job, if it takes any.
   *
   * @param network whose input these rows are
   * @param scale how they will be scaled
   * @throws InvalidInputException for the first row that has another number there, and for a scale
   *     or a number of buckets that would make others of them
   */
  public static void check(ReadTable table, Network network, ScaleMode scale) {
    int[] ofFeatures = of(table.columns(), table.layout().features(), network, scale);
    if (Arrays.stream(ofFeatures).anyMatch(categories -> categories > 0)) {
      CategoryCheck.check(table, ofFeatures);
    }
  }

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
