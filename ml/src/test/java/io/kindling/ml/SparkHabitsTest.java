package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with Spark's own estimators and models, and the DataFrames they do it with. */
class SparkHabitsTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setStepSize(0.03)
        .setMaxIter(4)
        .setBatchSize(32)
        .setShards(2)
        .setIdCol("id");
  }

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static Dataset<Row> twoClasses() {
    return points().where("label < 2");
  }

  private static double accuracy(Dataset<Row> scored) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored);
  }

  private static String sha256(NeuralNetworkClassifier classifier, Dataset<Row> rows) {
    return classifier.fit(rows).trainedModel().sha256();
  }

  /** It fits one for each class, from whose predictions it takes the names, all but one. */
  @Test
  void oneVsRestTakesAClassifierAndItsModelIsSaved(@TempDir Path folder) throws IOException {
    NeuralNetworkClassifier classifier = classifier().setMaxIter(8).setIdCol(""); // it takes no id
    OneVsRestModel model =
        new OneVsRest().setClassifier(classifier).setParallelism(2).fit(points());
    double accuracy = accuracy(model.transform(points()));
    assertTrue(accuracy > 0.95, () -> "accuracy " + accuracy);
    String path = folder.resolve("model").toString();
    model.write().save(path);
    assertEquals(accuracy, accuracy(OneVsRestModel.load(path).transform(points())));
  }

  @Test
  void namesOfColumnsMayHaveDotsSpacesAndBackticks() {
    Dataset<Row> rows =
        points()
            .withColumnRenamed("x", "the.x")
            .withColumnRenamed("y", "the `y`")
            .withColumnRenamed("label", "its.label")
            .withColumnRenamed("id", "its.id")
            .withColumnRenamed("holdOut", "held.out")
            .withColumn("its weight", functions.lit(1.0));
    NeuralNetworkClassificationModel model =
        classifier()
            .setFeaturesCols(new String[] {"the.x", "the `y`"})
            .setLabelCol("its.label")
            .setIdCol("its.id")
            .setWeightCol("its weight")
            .setValidationIndicatorCol("held.out")
            .setRawPredictionCol("raw.prediction")
            .setProbabilityCol("the probability")
            .setPredictionCol("pre`diction")
            .fit(rows);
    assertTrue(
        model.transform(rows).where("`pre``diction` = `its.label`").count() > 0.9 * Points.COUNT);
    NeuralNetworkClassifier plain =
        classifier().setFeaturesCols(new String[] {"x", "y"}).setValidationIndicatorCol("holdOut");
    assertEquals(plain.fit(points()).weights(), model.weights()); // the names are in the model, too
  }

  /** As behind a join, or where names differ by upper and lower case only. */
  @Test
  void aColumnThatIsNotReadMayStandTwice() {
    NeuralNetworkClassificationModel model = classifier().fit(points());
    Dataset<Row> twice = points().selectExpr("id", "x", "x AS X", "x", "features");
    List<Row> scored =
        model
            .transform(twice)
            .orderBy("id")
            .toDF("a", "b", "c", "d", "e", "f", "g", "h")
            .select("b", "c", "d", "h")
            .collectAsList();
    List<Row> expected =
        model.transform(points()).orderBy("id").select("x", "x", "x", "prediction").collectAsList();
    assertEquals(expected, scored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint", "float", "decimal(10, 2)"})
  void labelsMayBeNumbersOfAnyType(String type) {
    assertEquals(
        sha256(classifier(), points()),
        sha256(classifier(), points().withColumn("label", functions.col("label").cast(type))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "int", "bigint", "decimal(10, 2)"})
  void arraysMayBeOfNumbersOfAnyType(String type) {
    Dataset<Row> whole = points().withColumn("pair", functions.expr("array(int(x), int(y))"));
    NeuralNetworkClassifier ofPairs = classifier().setFeaturesCol("pair");
    assertEquals(
        sha256(ofPairs, whole.withColumn("pair", functions.col("pair").cast("array<double>"))),
        sha256(
            ofPairs,
            whole.withColumn("pair", functions.col("pair").cast("array<%s>".formatted(type)))));
  }

  @Test
  void sparseAndDenseVectorsMayStandInOneColumn() {
    List<Row> rows = new ArrayList<>();
    for (Row row : points().collectAsList()) {
      Vector features = row.getAs("features");
      boolean even = row.getLong(0) % 2 == 0;
      rows.add(
          RowFactory.create(
              row.getLong(0), even ? features : features.toSparse(), row.getAs("label")));
    }
    Dataset<Row> mixed =
        SPARK
            .get()
            .createDataFrame(
                rows,
                new StructType()
                    .add("id", DataTypes.LongType)
                    .add("features", SQLDataTypes.VectorType())
                    .add("label", DataTypes.DoubleType));
    NeuralNetworkClassificationModel model = classifier().fit(mixed);
    assertEquals(sha256(classifier(), points()), model.trainedModel().sha256());
    assertEquals(accuracy(model.transform(points())), accuracy(model.transform(mixed)));
  }

  @Test
  void anEstimatorMayFitAgainAndRowsMayBeCachedOrCheckpointed(@TempDir Path folder) {
    NeuralNetworkClassifier classifier = classifier();
    String expected = sha256(classifier, points());
    assertEquals(expected, sha256(classifier, points()));
    Dataset<Row> cached = points().cache();
    assertEquals(expected, sha256(classifier, cached));
    assertTrue(cached.storageLevel().useMemory(), "given back");
    cached.unpersist();
    SPARK.get().sparkContext().setCheckpointDir(folder.toString());
    assertEquals(expected, sha256(classifier, points().checkpoint()));
    assertEquals(expected, sha256(classifier, points().localCheckpoint()));
  }

  @Test
  void noRowsAreScoredAsNone() {
    NeuralNetworkClassificationModel model = classifier().fit(points());
    Dataset<Row> none = SPARK.get().createDataFrame(List.of(), points().schema());
    assertEquals(List.of(), model.transform(none).collectAsList());
    assertEquals(0, model.transform(points().where("id < 0")).count());
  }

  @Test
  void sparksEvaluatorsTakeWhatAModelAdds() {
    Dataset<Row> scored = classifier().fit(twoClasses()).transform(twoClasses());
    BinaryClassificationEvaluator binary = new BinaryClassificationEvaluator();
    assertTrue(binary.evaluate(scored) > 0.99); // by rawPrediction
    assertTrue(
        binary.setRawPredictionCol("probability").setMetricName("areaUnderPR").evaluate(scored)
            > 0.99);
    assertTrue(
        new MulticlassClassificationEvaluator().setMetricName("logLoss").evaluate(scored) < 0.2);
    Dataset<Row> numbers =
        new NeuralNetworkRegressor()
            .setLabelCol("distance")
            .setStepSize(0.03)
            .fit(points())
            .transform(points());
    assertTrue(new RegressionEvaluator().setLabelCol("distance").evaluate(numbers) < 1);
  }

  @Test
  void oneOutputTellsTwoClassesApartAndStandsForBoth() {
    NeuralNetworkClassificationModel model =
        classifier().setLoss("binary_cross_entropy").setMaxIter(8).fit(twoClasses());
    assertEquals(2, model.numClasses());
    assertEquals(2 * 8 + 8 + 8 + 1, model.weights().size());
    for (Row row : model.transform(twoClasses()).takeAsList(20)) {
      Vector raw = row.getAs("rawPrediction");
      Vector probability = row.getAs("probability");
      assertEquals(-raw.apply(0), raw.apply(1));
      assertEquals(1, probability.apply(0) + probability.apply(1), 1e-9);
      assertEquals(probability.argmax(), row.<Double>getAs("prediction"));
      assertEquals(raw, model.predictRaw(row.getAs("features")));
      assertEquals(probability, model.predictProbability(row.getAs("features")));
    }
    assertTrue(new BinaryClassificationEvaluator().evaluate(model.transform(twoClasses())) > 0.99);
    model.setThresholds(new double[] {1, 1e-30});
    assertEquals(
        twoClasses().count(), model.transform(twoClasses()).where("prediction = 1").count());
    assertEquals(1, model.predict(Vectors.dense(0, 2)));
  }

  @Test
  void aClassOfWhichAloneThereAreRowsIsOneOfTwo() {
    Dataset<Row> rows = points().withColumn("label", functions.lit(0.0));
    NeuralNetworkClassificationModel model = classifier().fit(rows);
    assertEquals(2, model.numClasses());
    assertEquals(Points.COUNT, model.transform(rows).where("prediction = 0").count());
  }

  @Test
  void aCopyKeepsParentAndSummaryAndTakesParams() {
    NeuralNetworkClassifier classifier = classifier();
    NeuralNetworkClassificationModel model = classifier.fit(points());
    NeuralNetworkClassificationModel copy =
        model.copy(new ParamMap().put(model.predictionCol(), "chosen"));
    assertSame(classifier, copy.parent());
    assertSame(model.summary(), copy.summary());
    assertEquals(model.uid(), copy.uid());
    assertEquals("chosen", copy.getPredictionCol());
    assertEquals("prediction", model.getPredictionCol());
    NeuralNetworkClassifier other = classifier();
    assertSame(other, copy.setParent(other).parent());
    assertTrue(
        List.of(model.transform(points(), model.predictionCol().w("chosen")).columns())
            .contains("chosen"));
  }

  @Test
  void aModelTravelsAndPredictsInAFunctionOfTheUsers() throws Exception {
    NeuralNetworkClassificationModel model = classifier().fit(points());
    UDF1<Vector, Double> predict = model::predict;
    assertEquals(
        Points.COUNT,
        model
            .transform(points())
            .withColumn(
                "own",
                functions.udf(predict, DataTypes.DoubleType).apply(functions.col("features")))
            .where("own = prediction")
            .count());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      NeuralNetworkClassificationModel read = (NeuralNetworkClassificationModel) in.readObject();
      assertEquals(accuracy(model.transform(points())), accuracy(read.transform(points())));
      assertEquals(model.summary(), read.summary());
    }
  }

  @Test
  void rowsOfWhichItIsNotSaidAreTrainedOn() {
    Dataset<Row> rows =
        points().withColumn("held", functions.expr("if(holdOut, true, if(x > 0, null, false))"));
    assertEquals(
        sha256(classifier().setValidationIndicatorCol("holdOut"), rows),
        sha256(classifier().setValidationIndicatorCol("held"), rows));
  }

  @Test
  void anEmptyNameStandsForNoColumn() {
    NeuralNetworkClassifier plain = classifier();
    plain.clear(plain.idCol());
    assertEquals(
        sha256(plain, points()),
        sha256(classifier().setIdCol("").setWeightCol("").setValidationIndicatorCol(""), points()));
  }
}
