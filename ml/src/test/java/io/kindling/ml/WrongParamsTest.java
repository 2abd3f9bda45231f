package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Params that do not fit the rows are told in one line, before anything is trained. */
class WrongParamsTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static final String COLUMNS =
      "colour, distance, features, holdOut, id, label, pair, x, y";

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setHiddenLayers(new int[] {4}).setMaxIter(1);
  }

  private static NeuralNetworkRegressor regressor() {
    return new NeuralNetworkRegressor()
        .setLabelCol("distance")
        .setHiddenLayers(new int[] {4})
        .setMaxIter(1);
  }

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static void assertRefused(String line, Estimator<?> estimator) {
    assertRefused(line, () -> estimator.fit(points()));
  }

  private static void assertRefused(String line, Runnable work) {
    assertEquals(line, assertThrows(InvalidInputException.class, work::run).getMessage());
  }

  @Test
  void columnsThatAreNotThereAreNamedWithTheParam() {
    String none = "%s: found 'none', which is not a column, expected one of: " + COLUMNS;
    assertRefused(none.formatted("weightCol"), classifier().setWeightCol("none"));
    assertRefused(none.formatted("idCol"), classifier().setIdCol("none"));
    assertRefused(
        none.formatted("validationIndicatorCol"), regressor().setValidationIndicatorCol("none"));
    assertRefused(none.formatted("labelCol"), classifier().setLabelCol("none"));
  }

  @Test
  void columnsOfOtherTypesAreNamedWithTheParam() {
    assertRefused(
        "weightCol 'colour': found string, expected numbers", regressor().setWeightCol("colour"));
    assertRefused(
        "validationIndicatorCol 'label': found double, expected true or false",
        classifier().setValidationIndicatorCol("label"));
  }

  @Test
  void thereIsAThresholdForEachClass() {
    String line = "thresholds: found 2 numbers, expected 3, one for each class";
    NeuralNetworkClassifier two = classifier().setThresholds(new double[] {0.5, 0.5});
    assertRefused(line, two);
    Transformer ofWords = two.copy(ParamMap.empty()).setLabelCol("colour").fit(points());
    assertRefused(line, () -> ofWords.transform(points())); // how many there are is in the rows
    NeuralNetworkClassificationModel model = classifier().fit(points());
    ParamMap wrong = new ParamMap().put(model.thresholds(), new double[] {0.5, 0.5});
    assertRefused(line, () -> model.transform(points(), wrong));
    NeuralNetworkClassifier ofLabels =
        classifier().setLabelCol("labels").setLoss("sigmoid_cross_entropy");
    Dataset<Row> labels =
        points().withColumn("labels", functions.expr("array(int(x > 0), int(y > 0))"));
    assertRefused(
        "thresholds: found 3 numbers, expected 2, one for each class",
        () -> ofLabels.setThresholds(new double[] {0.5, 0.5, 0.5}).fit(labels));
  }

  /** Its plan says that it is not the same each time, so it is computed twice and compared. */
  @Test
  void rowsThatAreOthersEachTimeTheyAreComputedAreRefused() {
    UDF1<Double, Double> noisy = x -> x + Math.random();
    Dataset<Row> rows =
        points()
            .withColumn(
                "x",
                functions
                    .udf(noisy, DataTypes.DoubleType)
                    .asNondeterministic()
                    .apply(functions.col("x")));
    NeuralNetworkClassifier columns = classifier().setFeaturesCols(new String[] {"x", "y"});
    assertRefused(
        "the DataFrame: found other rows than when they were counted, expected the same rows in the"
            + " same order each time they are read",
        () -> columns.fit(rows));
  }

  @Test
  void theLossIsOfWhatTheEstimatorPredicts() {
    assertRefused(
        "loss: found 'squared_error', expected a loss of classes, such as softmax_cross_entropy; a"
            + " regressor takes those of numbers",
        classifier().setLoss("squared_error"));
    assertRefused(
        "loss: found 'softmax_cross_entropy', expected a loss of numbers, such as squared_error; a"
            + " classifier takes those of classes",
        regressor().setLoss("softmax_cross_entropy"));
  }

  @Test
  void layersBeginAndEndAsTheRowsDo() {
    assertRefused(
        "layers: found 5 inputs, expected 2, as many as there are features",
        classifier().setLayers(new int[] {5, 4, 3}));
    assertRefused(
        "layers: found 2 inputs, expected 3, as many as there are features",
        classifier().setFeaturesCols(new String[] {"x", "pair"}).setLayers(new int[] {2, 4, 3}));
    assertRefused(
        "layers: found 2 outputs, expected 1, as the labels have",
        regressor().setLayers(new int[] {2, 4, 2}));
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class,
                    () ->
                        classifier()
                            .setLabelCol("colour")
                            .setLayers(new int[] {2, 4, 4})
                            .fit(points()))
                .getMessage());
    assertTrue(message.contains("found 3 classes in column 'colour'"), message);
    assertEquals(
        2 * 4 + 4 + 4 * 3 + 3,
        classifier()
            .setLabelCol("colour")
            .setLayers(new int[] {2, 4, 3})
            .fit(points())
            .weights()
            .size());
  }
}
