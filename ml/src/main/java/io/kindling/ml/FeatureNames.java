package io.kindling.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.shared.HasFeaturesCol;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of features.
 *
 * @param names one, or those that stand in {@code featuresCols}
 * @param param that names them
 */
record FeatureNames(List<String> names, String param) {
  static <P extends NetworkParams & HasFeaturesCol> FeatureNames of(P stage) {
    return stage.isDefined(stage.featuresCols())
        ? new FeatureNames(Arrays.asList(stage.getFeaturesCols()), stage.featuresCols().name())
        : new FeatureNames(List.of(stage.getFeaturesCol()), stage.featuresCol().name());
  }

  /**
   * Checks that a schema has them.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when it does not
   */
  void check(StructType schema) {
    names.forEach(name -> Frames.field(schema, param, name));
  }
}
