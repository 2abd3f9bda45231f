package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of Spark Connect asks of stages before it fits and keeps models. */
class ServedModelsTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  /** Four for each weight and bias of the classifier's 500 units and 3 outputs. */
  private static final long BYTES = 4 * (500 * 3 + 3 * 501);

  @TempDir private Path folder;

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setHiddenLayers(new int[] {500}).setMaxIter(1);
  }

  /** One without a public constructor would take all other stages with it, those of Spark too. */
  @Test
  void allStagesAreFoundAndCanBeMade() {
    List<PipelineStage> stages = new ArrayList<>(ours(Estimator.class));
    stages.addAll(ours(Transformer.class));
    assertEquals(
        List.of(
            NeuralNetworkClassifier.class,
            NeuralNetworkRegressor.class,
            NeuralNetworkClassificationModel.class,
            NeuralNetworkRegressionModel.class),
        stages.stream().map(Object::getClass).toList());
    for (PipelineStage stage : stages) {
      assertTrue(stage.copy(ParamMap.empty()).toString().length() > 0);
    }
  }

  /** As Spark finds them: it looks at all classes that are listed, and makes none. */
  private static <S extends PipelineStage> List<S> ours(Class<S> type) {
    return ServiceLoader.load(type).stream().toList().stream()
        .filter(stage -> stage.type().getPackageName().equals("io.kindling.ml"))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @Test
  void aModelWithoutANetworkSaysSoWhenItIsToScore() {
    NeuralNetworkClassificationModel classes = new NeuralNetworkClassificationModel();
    NeuralNetworkRegressionModel numbers = new NeuralNetworkRegressionModel();
    String expected =
        "the model: found no network, as it was made by a constructor, expected one that fit or"
            + " load gives";
    for (Runnable scoring :
        List.<Runnable>of(
            () -> classes.transform(points()),
            () -> numbers.transform(points()),
            () -> classes.predict(Vectors.dense(1, 2)),
            () -> numbers.predict(Vectors.dense(1, 2)),
            () -> classes.write(),
            () -> numbers.write())) {
      assertEquals(expected, assertThrows(InvalidInputException.class, scoring::run).getMessage());
    }
  }

  @Test
  void theSizeOfAModelIsThatOfItsParametersAndWhatBelongsToThem() throws IOException {
    NeuralNetworkClassificationModel model = classifier().fit(points());
    long parameters = 4L * model.weights().size();
    assertEquals(BYTES, parameters);
    long size = model.estimatedSize();
    String path = folder.resolve("model").toString();
    model.write().save(path);
    assertTrue(size > parameters && size < parameters + (1 << 14), () -> size + " bytes");
    assertEquals((double) bytes(folder), (double) size, 0.5 * size);
  }

  private static long bytes(Path folder) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"features", "pair"})
  void theSizeOfAModelIsKnownBeforeItIsTrained(String features) {
    assertEquals(BYTES, classifier().setFeaturesCol(features).estimateModelSize(points()));
  }

  @Test
  void theSizeOfAModelOfColumnsIsKnownWhereTheyAreNumbers() {
    NeuralNetworkRegressor regressor =
        new NeuralNetworkRegressor()
            .setLabelCol("distance")
            .setFeaturesCols(new String[] {"x", "y", "holdOut"})
            .setHiddenLayers(new int[] {7})
            .setMaxIter(1);
    assertEquals(4 * (7 * 4 + 8), regressor.estimateModelSize(points()));
  }

  /** Spark takes this for an answer, and looks at the model once there is one. */
  @Test
  void theSizeOfAModelIsNotKnownWhereItFollowsFromTheWordsOfAllRows() {
    NeuralNetworkClassifier ofWords = classifier().setFeaturesCols(new String[] {"x", "colour"});
    NeuralNetworkClassifier toWords = classifier().setLabelCol("colour");
    Dataset<Row> none = points().where(functions.lit(false));
    assertThrows(UnsupportedOperationException.class, () -> ofWords.estimateModelSize(points()));
    assertThrows(UnsupportedOperationException.class, () -> toWords.estimateModelSize(points()));
    assertThrows(
        UnsupportedOperationException.class,
        () -> new NeuralNetworkRegressor().setLabelCol("distance").estimateModelSize(none));
  }
}
