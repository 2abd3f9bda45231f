package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.InitFrom;
import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** A fit that starts from a saved model, and layers that stay as they are. */
class StartFromModelTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  /** Weights and biases of the first layer: two inputs, eight units. */
  private static final int BODY = 2 * 8 + 8;

  @TempDir private static Path folder;

  private static NeuralNetworkClassificationModel model;

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setFeaturesCols(new String[] {"x", "y"})
        .setHiddenLayers(new int[] {8})
        .setStepSize(0.02)
        .setMaxIter(2)
        .setBatchSize(50)
        .setShards(2);
  }

  @BeforeAll
  static void saveAModel() throws IOException {
    model = classifier().setLabelCol("colour").setScale("standardize").setMaxIter(10).fit(points());
    model.write().save(saved());
  }

  private static String saved() {
    return folder.resolve("model").toString();
  }

  private static double[] body(TrainedModel of) {
    return numbers(Arrays.copyOf(of.parameters(), BODY));
  }

  private static double[] numbers(float[] values) {
    double[] numbers = new double[values.length];
    Arrays.setAll(numbers, i -> values[i]);
    return numbers;
  }

  private static String error(NeuralNetworkClassifier classifier, Dataset<Row> rows) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> classifier.fit(rows)).getMessage());
  }

  /** It is the training that Trainer would do, to the bit. */
  @Test
  void aFitStartsFromTheModelAsATrainerDoes() {
    NeuralNetworkClassificationModel tuned =
        classifier()
            .setLabelCol("colour")
            .setInitFrom(saved())
            .setFreeze(new String[] {"0"})
            .fit(points());
    Dataset<Row> columns = points().select("x", "y", "colour");
    TrainedModel expected =
        Trainer.on(SPARK.get())
            .data(FrameSource.of(columns).labelled("colour"))
            .network(new Dense(8), new Relu(), Dense.ofClasses())
            .loss(new SoftmaxCrossEntropy())
            .optimizer(new io.kindling.driver.optimizer.Adam(0.02))
            .epochs(2)
            .batchSize(50)
            .shards(2)
            .initFrom(InitFrom.of(model.trainedModel()))
            .freeze("0")
            .build()
            .train();
    assertEquals(expected.sha256(), tuned.trainedModel().sha256());
    assertArrayEquals(body(model.trainedModel()), body(tuned.trainedModel()));
    assertNotEquals(model.trainedModel().sha256(), tuned.trainedModel().sha256());
  }

  @Test
  void withoutAFrozenLayerAllParametersLearn() {
    TrainedModel tuned =
        classifier().setLabelCol("colour").setInitFrom(saved()).fit(points()).trainedModel();
    double[] before = numbers(model.trainedModel().parameters());
    double[] now = numbers(tuned.parameters());
    for (int i = 0; i < before.length; i++) {
      assertNotEquals(before[i], now[i], "parameter " + i);
    }
  }

  /** The index of StringIndexer, or any other numbers, are places among the model's classes. */
  @Test
  void numericLabelsAreNumbersOfTheModelsClasses() {
    Dataset<Row> twoOfThree = points().where("label < 2");
    NeuralNetworkClassificationModel tuned =
        classifier().setIdCol("id").setInitFrom(saved()).fit(twoOfThree);
    assertEquals(3, tuned.numClasses());
    assertEquals(Points.COLOURS, tuned.trainedModel().labels().classes());
    assertEquals(
        classifier()
            .setIdCol("id")
            .setLabelCol("colour")
            .setInitFrom(saved())
            .fit(twoOfThree)
            .trainedModel()
            .sha256(),
        tuned.trainedModel().sha256());
  }

  @Test
  void metadataThatNameTheClassesInAnotherOrderAreRefused() {
    Dataset<Row> rows = points();
    Column same = named("amber", "blue", "crimson");
    assertEquals(
        Points.COLOURS,
        classifier()
            .setInitFrom(saved())
            .fit(rows.withColumn("label", same))
            .trainedModel()
            .labels()
            .classes());
    assertEquals(
        "labelCol 'label': found classes blue, amber, crimson, expected amber, blue, crimson in"
            + " this order, as in %s/network, from which training starts".formatted(saved()),
        error(
            classifier().setInitFrom(saved()),
            rows.withColumn("label", named("blue", "amber", "crimson"))));
  }

  private static Column named(String... classes) {
    Attribute names = NominalAttribute.defaultAttr().withName("label").withValues(classes);
    return functions.col("label").as("label", names.toMetadata());
  }

  @Test
  void aNewLastLayerTellsOtherClassesApart() {
    Dataset<Row> rows = points().withColumn("side", functions.expr("if(x > 0, 'right', 'left')"));
    NeuralNetworkClassificationModel tuned =
        classifier()
            .setLabelCol("side")
            .setInitFrom("{model: '%s', except: [2]}".formatted(saved()))
            .setFreeze(new String[] {"0"})
            .fit(rows);
    assertEquals(List.of("left", "right"), tuned.trainedModel().labels().classes());
    assertArrayEquals(body(model.trainedModel()), body(tuned.trainedModel()));
    NeuralNetworkClassificationModel numbered =
        classifier()
            .setLabelCol("number")
            .setInitFrom("{model: '%s', except: [2]}".formatted(saved()))
            .fit(rows.withColumn("number", functions.expr("double(x > 0)")));
    assertEquals(2, numbered.numClasses());
  }

  @Test
  void bothParamsAreSavedWithEstimatorAndModel() throws IOException {
    NeuralNetworkClassifier saved =
        classifier()
            .setLabelCol("colour")
            .setInitFrom("{model: '%s', except: [2]}".formatted(saved()))
            .setFreeze(new String[] {"0"});
    String path = folder.resolve("estimator").toString();
    saved.write().overwrite().save(path);
    NeuralNetworkClassifier loaded = NeuralNetworkClassifier.load(path);
    assertEquals(saved.getInitFrom(), loaded.getInitFrom());
    assertArrayEquals(saved.getFreeze(), loaded.getFreeze());
    NeuralNetworkClassificationModel tuned = loaded.fit(points());
    assertEquals(saved.fit(points()).trainedModel().sha256(), tuned.trainedModel().sha256());
    tuned.write().save(folder.resolve("tuned").toString());
    NeuralNetworkClassificationModel again =
        NeuralNetworkClassificationModel.load(folder.resolve("tuned").toString());
    assertEquals(saved.getInitFrom(), again.getInitFrom());
    assertArrayEquals(new String[] {"0"}, again.getFreeze());
  }

  @Test
  void aRegressorStartsFromAModelToo() throws IOException {
    NeuralNetworkRegressor regressor =
        new NeuralNetworkRegressor()
            .setLabelCol("distance")
            .setLabelScale("standardize")
            .setHiddenLayers(new int[] {8})
            .setMaxIter(2);
    NeuralNetworkRegressionModel first = regressor.fit(points());
    String path = folder.resolve("regression").toString();
    first.write().save(path);
    TrainedModel tuned =
        regressor
            .copy(ParamMap.empty())
            .setInitFrom(path)
            .setFreeze(new String[] {"0"})
            .fit(points())
            .trainedModel();
    assertArrayEquals(body(first.trainedModel()), body(tuned));
    assertNotEquals(first.trainedModel().sha256(), tuned.sha256());
  }

  /** Sets that start from one model go together, and those that start from none by themselves. */
  @Test
  void setsOfParamsFittedTogetherGiveTheModelsOfEach() {
    NeuralNetworkClassifier classifier = classifier();
    ParamMap[] maps = {
      new ParamMap().put(classifier.initFrom(), saved()).put(classifier.stepSize(), 0.01),
      new ParamMap().put(classifier.initFrom(), saved()).put(classifier.stepSize(), 0.1),
      new ParamMap()
          .put(classifier.initFrom(), saved())
          .put(classifier.freeze(), new String[] {"0"}),
      new ParamMap().put(classifier.stepSize(), 0.1)
    };
    List<NeuralNetworkClassificationModel> together =
        CollectionConverters.asJava(
            classifier.fit(points(), CollectionConverters.asScala(List.of(maps)).toSeq()));
    for (int i = 0; i < maps.length; i++) {
      assertEquals(
          classifier.fit(points(), maps[i]).trainedModel().sha256(),
          together.get(i).trainedModel().sha256(),
          "set " + i);
    }
  }

  @Test
  void whatDoesNotFitIsToldInOneLineThatNamesTheParam() {
    String other =
        error(classifier().setInitFrom(saved()).setHiddenLayers(new int[] {5}), points());
    assertTrue(
        other.startsWith("initFrom: in %s/network, network[0] (dense) is dense".formatted(saved())),
        other);
    assertEquals(
        "scale: found 'min_max', expected standardize, as in %s/network, from which training starts"
            .formatted(saved()),
        error(classifier().setInitFrom(saved()).setScale("min_max"), points()));
    assertEquals(
        "featuresCols: found x, y, id, expected x, y, as in %s/network, from which training starts"
            .formatted(saved()),
        error(
            classifier().setInitFrom(saved()).setFeaturesCols(new String[] {"x", "y", "id"}),
            points()));
    assertEquals(
        "initFrom: found a model beside initialWeights, expected one thing to start from",
        error(classifier().setInitFrom(saved()).setInitialWeights(model.weights()), points()));
    String none = error(classifier().setInitFrom(folder.resolve("no").toString()), points());
    assertTrue(none.contains("/no: found no model"), none);
  }
}
