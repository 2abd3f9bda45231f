package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NeuralNetworkRegressorTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static NeuralNetworkRegressor regressor() {
    return new NeuralNetworkRegressor()
        .setLabelCol("distance")
        .setHiddenLayers(new int[] {16})
        .setStepSize(0.02)
        .setMaxIter(40)
        .setBatchSize(32)
        .setShards(4);
  }

  private static double r2(Dataset<Row> scored) {
    return new RegressionEvaluator().setLabelCol("distance").setMetricName("r2").evaluate(scored);
  }

  @Test
  void predictsNumbersInTheUnitsOfTheData() {
    Dataset<Row> far =
        Points.in(SPARK.get(), 2).withColumn("distance", functions.expr("1e6 + 1000 * distance"));
    NeuralNetworkRegressionModel model = regressor().setLabelScale("standardize").fit(far);
    Dataset<Row> scored = model.transform(far);
    assertTrue(r2(scored) > 0.9, () -> "R² " + r2(scored));
    for (Row row : scored.takeAsList(50)) {
      assertEquals(row.<Double>getAs("prediction"), model.predict(row.<Vector>getAs("features")));
    }
  }

  @Test
  void severalTargetsAreLabelsInArraysAndSoArePredictions() {
    Dataset<Row> rows = Points.in(SPARK.get(), 2);
    Dataset<Row> scored =
        regressor()
            .setLabelCol("pair") // the identity of both features
            .fit(rows)
            .transform(rows)
            .selectExpr(
                "prediction[0] AS x1", "prediction[1] AS y1", "x", "y", "size(prediction) AS n");
    assertEquals(Points.COUNT, scored.where("n = 2").count());
    assertTrue(scored.where("abs(x1 - x) < 0.5 AND abs(y1 - y) < 0.5").count() > 280);
  }

  @Test
  void aRowWithAnotherNumberOfTargetsIsRefused() {
    Dataset<Row> rows =
        Points.in(SPARK.get(), 2)
            .withColumn("pair", functions.expr("if(id = 7, array(x, y, x), pair)"));
    NeuralNetworkRegressor regressor = regressor().setLabelCol("pair").setIdCol("id");
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> regressor.fit(rows)).getMessage());
    assertTrue(message.contains("7") && message.contains("label"), message);
  }

  @Test
  void labelsThatAreNoNumbersAreRefused() {
    NeuralNetworkRegressor regressor = regressor().setLabelCol("colour");
    assertEquals(
        "labelCol 'colour': found string, expected numbers, or arrays of numbers",
        assertThrows(InvalidInputException.class, () -> regressor.fit(Points.in(SPARK.get(), 2)))
            .getMessage());
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithOneThatIs() {
    NeuralNetworkRegressor regressor = regressor().setFeaturesCol("feature");
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class, () -> regressor.fit(Points.in(SPARK.get(), 2)))
                .getMessage());
    assertTrue(
        message.startsWith("featuresCol: found 'feature'") && message.contains("'features'"),
        message);
  }
}
