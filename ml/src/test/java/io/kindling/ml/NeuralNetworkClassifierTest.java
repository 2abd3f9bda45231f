package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.TrainingEvent;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralNetworkClassifierTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setStepSize(0.02)
        .setMaxIter(20)
        .setBatchSize(32)
        .setShards(4);
  }

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static double accuracy(Dataset<Row> scored) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored);
  }

  @Test
  void learnsAndAddsTheColumnsOfSparksClassifiers() {
    Dataset<Row> scored = classifier().fit(points()).transform(points());
    assertTrue(accuracy(scored) > 0.95, () -> "accuracy " + accuracy(scored));
    for (Row row : scored.select("rawPrediction", "probability", "prediction").takeAsList(20)) {
      Vector raw = row.getAs(0);
      Vector probability = row.getAs(1);
      assertEquals(raw.argmax(), row.getDouble(2));
      assertEquals(probability.argmax(), row.getDouble(2));
      assertEquals(1, sum(probability), 1e-6);
    }
  }

  private static double sum(Vector vector) {
    double sum = 0;
    for (double value : vector.toArray()) {
      sum += value;
    }
    return sum;
  }

  /** The same layers, columns and evaluator. */
  @Test
  void takesThePlaceOfTheMultilayerPerceptronClassifier() {
    int[] layers = {2, 8, 3};
    MultilayerPerceptronClassificationModel theirs =
        new MultilayerPerceptronClassifier()
            .setLayers(layers)
            .setMaxIter(50)
            .setSeed(1)
            .setBlockSize(64)
            .fit(points());
    NeuralNetworkClassificationModel ours =
        new NeuralNetworkClassifier()
            .setLayers(layers)
            .setMaxIter(50)
            .setSeed(1)
            .setBlockSize(64)
            .setStepSize(0.02)
            .fit(points());
    assertTrue(accuracy(theirs.transform(points())) > 0.95);
    assertTrue(accuracy(ours.transform(points())) > 0.95);
    assertEquals(theirs.weights().size(), ours.weights().size());
    assertEquals(theirs.numFeatures(), ours.numFeatures());
    assertEquals(theirs.numClasses(), ours.numClasses());
  }

  @Test
  void layersOfAnotherNumberOfClassesAreRefused() {
    NeuralNetworkClassifier four = classifier().setLayers(new int[] {2, 8, 4});
    assertEquals(
        "layers: found 4 outputs, expected 3, as the labels have",
        assertThrows(InvalidInputException.class, () -> four.fit(points())).getMessage());
  }

  @Test
  void featuresAreAVectorOrAnArray() {
    assertEquals(
        sha256(classifier().setIdCol("id")),
        sha256(classifier().setIdCol("id").setFeaturesCol("pair")));
    Dataset<Row> scored = classifier().setFeaturesCol("pair").fit(points()).transform(points());
    assertTrue(accuracy(scored) > 0.95);
  }

  private static String sha256(NeuralNetworkClassifier classifier) {
    return classifier.fit(points()).trainedModel().sha256();
  }

  @Test
  void severalColumnsAreFeaturesWithoutAnAssemblerWordsAmongThem() {
    Dataset<Row> rows =
        points()
            .withColumn("side", functions.expr("if(x > 0, 'right', 'left')"))
            .withColumn("high", functions.expr("y > 0.5"));
    NeuralNetworkClassificationModel model =
        classifier().setFeaturesCols(new String[] {"side", "high"}).fit(rows);
    assertEquals(3, model.numFeatures()); // a truth value, and one for each side
    assertTrue(accuracy(model.transform(rows.drop("features"))) > 0.9);
  }

  @Test
  void labelsMayBeTextsWhoseNamesTheMetadataOfPredictionsHave() {
    Dataset<Row> scored = classifier().setLabelCol("colour").fit(points()).transform(points());
    NominalAttribute classes =
        (NominalAttribute) Attribute.fromStructField(scored.schema().apply("prediction"));
    assertEquals(Points.COLOURS, List.of(classes.values().get()));
    assertTrue(accuracy(scored) > 0.95); // the labels are numbers in the order of the names
  }

  @Test
  void aRowMayHaveSeveralLabelsInAnArray() {
    Dataset<Row> rows =
        points().withColumn("labels", functions.expr("array(int(x > 0), int(y > 0))"));
    Dataset<Row> scored =
        classifier()
            .setLabelCol("labels")
            .setLoss("sigmoid_cross_entropy")
            .fit(rows)
            .transform(rows);
    assertEquals(2, scored.head().<Vector>getAs("probability").size());
    assertTrue(
        scored.where("prediction[0] = int(x > 0) AND prediction[1] = int(y > 0)").count() > 270);
  }

  /** Class 2 of 4, of which no row is. */
  @Test
  void aClassThatDoesNotOccurCounts() {
    Dataset<Row> rows = points().withColumn("label", functions.expr("if(label = 2, 3.0, label)"));
    NeuralNetworkClassificationModel model = classifier().fit(rows);
    assertEquals(4, model.numClasses());
    assertTrue(accuracy(model.transform(rows)) > 0.95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"label + 0.5", "label - 1"})
  void numbersThatAreNoClassesAreRefused(String labels) {
    Dataset<Row> rows = points().withColumn("label", functions.expr(labels));
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> classifier().fit(rows)).getMessage());
    assertTrue(message.startsWith("labelCol 'label': found labels from"), message);
  }

  @Test
  void thresholdsMoveTheChoice() {
    Dataset<Row> scored =
        classifier()
            .setMaxIter(1)
            .setThresholds(new double[] {1e-9, 1, 1})
            .fit(points())
            .transform(points());
    assertEquals(
        Set.of(0.0),
        scored.select("prediction").collectAsList().stream()
            .map(row -> row.getDouble(0))
            .collect(Collectors.toSet()));
  }

  @Test
  void columnsWithoutANameAreLeftOut() {
    Dataset<Row> scored =
        classifier()
            .setMaxIter(1)
            .setRawPredictionCol("")
            .setProbabilityCol("p")
            .fit(points())
            .transform(points());
    List<String> added = new ArrayList<>(List.of(scored.columns()));
    added.removeAll(List.of(points().columns()));
    assertEquals(List.of("p", "prediction"), added);
  }

  @Test
  void noColumnNeedHaveAName() {
    NeuralNetworkClassificationModel model =
        classifier()
            .setMaxIter(1)
            .setRawPredictionCol("")
            .setProbabilityCol("")
            .setPredictionCol("")
            .fit(points());
    assertEquals(points().schema(), model.transform(points()).schema());
    assertEquals(Points.COUNT, model.transform(points()).count());
  }

  @Test
  void rowsOfTheValidationColumnAreNotTrainedOnAndStopTheTraining() {
    NeuralNetworkClassificationModel model =
        classifier()
            .setValidationIndicatorCol("holdOut")
            .setMaxIter(200)
            .setStepSize(0.1)
            .setPatience(2)
            .fit(points());
    NetworkTrainingSummary summary = model.summary();
    assertTrue(summary.totalIterations() < 200);
    assertEquals(summary.totalIterations() - 2, summary.bestEpoch());
    assertTrue(summary.epochs().get(0).validation().containsKey("accuracy"));
  }

  @Test
  void rowsOfTheValidationColumnLeaveTheModelAsItIsWithoutThem() {
    assertEquals(
        classifier().setMaxIter(1).fit(points().where("not holdOut")).trainedModel().sha256(),
        sha256(classifier().setMaxIter(1).setValidationIndicatorCol("holdOut")));
  }

  @Test
  void aSummaryTellsEachEpoch() {
    NetworkTrainingSummary summary = classifier().setMaxIter(5).fit(points()).summary();
    assertEquals(5, summary.totalIterations());
    assertEquals(5, summary.bestEpoch());
    double[] losses = summary.objectiveHistory();
    assertTrue(losses[4] < losses[0]);
    assertEquals(50, summary.epochs().get(4).steps()); // 300 rows in batches of 32
  }

  @Test
  void rowsCountAsTheirWeightSays() {
    NeuralNetworkClassifier weighted =
        classifier().setMaxIter(2).setIdCol("id").setWeightCol("weight");
    Dataset<Row> rows = points().withColumn("weight", functions.expr("if(holdOut, 0.0, 1.0)"));
    Dataset<Row> others =
        rows.withColumn("label", functions.expr("if(holdOut, (label + 1) % 3, label)"));
    String expected = weighted.fit(rows).trainedModel().sha256();
    assertEquals(expected, weighted.fit(others).trainedModel().sha256());
    assertNotEquals(expected, sha256(classifier().setMaxIter(2).setIdCol("id")));
  }

  /** The third class is left out by its weight, as if its rows weighed nothing. */
  @Test
  void classesCountAsTheirWeightsSay() {
    NeuralNetworkClassifier two = classifier().setMaxIter(1).setIdCol("id");
    Dataset<Row> rows = points().withColumn("weight", functions.expr("if(label = 2, 0.0, 1.0)"));
    String expected =
        two.copy(ParamMap.empty()).setWeightCol("weight").fit(rows).trainedModel().sha256();
    assertEquals(expected, two.setClassWeights("[1, 1, 0]").fit(rows).trainedModel().sha256());
    assertEquals(
        "classWeights: found 2 weights, expected 3, one for each class",
        assertThrows(InvalidInputException.class, () -> two.setClassWeights("[1, 2]").fit(rows))
            .getMessage());
  }

  @Test
  void trainingStartsWithTheWeightsThatAreGiven() {
    Vector given = classifier().setMaxIter(1).fit(points()).weights();
    NeuralNetworkClassifier second =
        classifier()
            .setMaxIter(1)
            .setSolver("sgd")
            .setStepSize(1e-30) // which changes no number of float32
            .setInitialWeights(given);
    assertEquals(given, second.fit(points()).weights());
    assertEquals(
        "initialWeights: found 2 numbers, expected 51, as many as the network has weights and"
            + " biases",
        assertThrows(
                InvalidInputException.class,
                () -> second.setInitialWeights(Vectors.dense(1, 2)).fit(points()))
            .getMessage());
    assertEquals(
        "initialWeights: found NaN at index 1, expected finite numbers of float32",
        assertThrows(
                InvalidInputException.class,
                () -> second.setInitialWeights(Vectors.dense(1, Double.NaN)).fit(points()))
            .getMessage());
  }

  @Test
  void columnsAreOfTheKindsThatAreDeclared() {
    Dataset<Row> rows =
        points()
            .withColumn("when", functions.expr("date_add(date'2024-01-01', int(60 * label))"))
            .withColumn("side", functions.expr("int(x > 0)"));
    NeuralNetworkClassificationModel model =
        classifier()
            .setFeaturesCols(new String[] {"when", "side"})
            .setColumns("{when: {date: {parts: [month]}}, side: one_hot}")
            .setMaxIter(40)
            .fit(rows);
    assertEquals(3, model.numFeatures()); // a month, and one for each side
    assertTrue(accuracy(model.transform(rows)) > 0.95);
  }

  @Test
  void aNetworkIsASpecOrAText() {
    NetworkSpec spec = NetworkSpec.of(new Dense(5), new Tanh(), Dense.ofClasses());
    String yaml = "[dense: {units: 5}, tanh, dense: {units: classes}]";
    assertEquals(
        sha256(classifier().setMaxIter(1).setNetwork(spec)),
        sha256(classifier().setMaxIter(1).setNetwork(yaml)));
    assertEquals(
        5 * 3 + 3 * 6, classifier().setMaxIter(1).setNetwork(yaml).fit(points()).weights().size());
  }

  @Test
  void aDeclarationThatIsNoneIsToldInOneLine() {
    NeuralNetworkClassifier classifier = classifier().setNetwork("[dens: {units: 5}]");
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> classifier.fit(points())).getMessage());
    assertTrue(message.startsWith("network") && message.contains("dense"), message);
  }

  @Test
  void listenersHearOfTheFit() {
    List<TrainingEvent> events = new ArrayList<>();
    classifier().setMaxIter(2).setListeners(events::add).fit(points());
    assertEquals(2, events.stream().filter(TrainingEvent.EpochCompleted.class::isInstance).count());
  }

  @Test
  void singleRowsArePredictedAsThoseOfAFrame() {
    NeuralNetworkClassificationModel model = classifier().setMaxIter(3).fit(points());
    for (Row row : model.transform(points()).takeAsList(50)) {
      Vector features = row.getAs("features");
      assertEquals(row.<Double>getAs("prediction"), model.predict(features));
      assertArrayEquals(
          row.<Vector>getAs("rawPrediction").toArray(), model.predictRaw(features).toArray());
      assertArrayEquals(
          row.<Vector>getAs("probability").toArray(), model.predictProbability(features).toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "3, ''", "8, ''", "1, id", "3, id", "8, id"})
  void anyPartitionsGiveTheSameModel(int partitions, String id) {
    NeuralNetworkClassifier classifier = classifier().setMaxIter(2).setIdCol(id);
    assertEquals(
        classifier.fit(points()).trainedModel().sha256(),
        classifier.fit(Points.in(SPARK.get(), partitions)).trainedModel().sha256());
  }

  @Test
  void everyParamIsExplained() {
    String all = new NeuralNetworkClassifier().explainParams();
    for (var param : new NeuralNetworkClassifier().params()) {
      assertTrue(param.doc().length() > 15, param.name() + ": " + param.doc());
      assertTrue(all.contains("%s: %s (".formatted(param.name(), param.doc())), all);
    }
  }

  @Test
  void everyParamOfTheMultilayerPerceptronIsThereUnderItsName() {
    Set<String> ours =
        Arrays.stream(new NeuralNetworkClassifier().params())
            .map(Param::name)
            .collect(Collectors.toSet());
    for (var param : new MultilayerPerceptronClassifier().params()) {
      assertTrue(ours.contains(param.name()), param.name());
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {NeuralNetworkClassifier.class, NeuralNetworkRegressor.class})
  void everyParamHasAGetterAndASetter(Class<? extends Params> type) throws Exception {
    Set<String> methods =
        Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    for (var param : type.getConstructor().newInstance().params()) {
      String name =
          param.name().substring(0, 1).toUpperCase(Locale.ROOT) + param.name().substring(1);
      assertTrue(methods.containsAll(List.of("get" + name, "set" + name)), param.name());
    }
    assertEquals(7, new NeuralNetworkClassifier().setMaxEpochs(7).getMaxIter());
  }
}
