package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.sql.KindlingFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Estimators and models in folders, alone and in pipelines. */
class SavedStagesTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  @TempDir private Path folder;

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setHiddenLayers(new int[] {8}).setMaxIter(3);
  }

  private static List<Row> outputs(Dataset<Row> scored) {
    return scored.orderBy("id").select("id", "probability", "prediction").collectAsList();
  }

  private static Map<String, String> params(Params stage) {
    Map<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      Param<Object> set = stage.getParam(param.name());
      if (stage.isSet(set)) {
        values.put(set.name(), set.jsonEncode(stage.getOrDefault(set)));
      }
    }
    return values;
  }

  @Test
  void anEstimatorKeepsItsParams() throws IOException {
    NeuralNetworkClassifier saved =
        classifier()
            .setFeaturesCols(new String[] {"x", "y"})
            .setOptimizer("{adam: {learning_rate: {cosine: {initial: 0.1}}}}")
            .setThresholds(new double[] {0.2, 0.3, 0.5});
    String path = folder.resolve("estimator").toString();
    saved.write().save(path);
    NeuralNetworkClassifier loaded = NeuralNetworkClassifier.load(path);
    assertEquals(saved.uid(), loaded.uid());
    assertEquals(params(saved), params(loaded));
    assertArrayEquals(saved.getFeaturesCols(), loaded.getFeaturesCols());
  }

  @Test
  void aModelPredictsTheSameAndKeepsItsSummaryAndParams() throws IOException {
    NeuralNetworkClassificationModel model =
        classifier()
            .setValidationIndicatorCol("holdOut")
            .setProbabilityCol("probability")
            .fit(points());
    model.setThresholds(new double[] {0.1, 0.2, 0.3});
    String path = folder.resolve("model").toString();
    model.write().save(path);
    NeuralNetworkClassificationModel loaded = NeuralNetworkClassificationModel.load(path);
    assertEquals(outputs(model.transform(points())), outputs(loaded.transform(points())));
    assertEquals(model.summary(), loaded.summary());
    assertEquals(params(model), params(loaded));
    assertEquals(model.uid(), loaded.uid());
    assertEquals(
        model.trainedModel().sha256(),
        ModelFiles.load(SPARK.get().sparkContext().hadoopConfiguration(), path + "/network")
            .sha256());
    loaded.write().overwrite().save(path);
    assertEquals(model.summary(), NeuralNetworkClassificationModel.load(path).summary());
  }

  @Test
  void aFunctionOfSqlTakesTheFolder() throws IOException {
    NeuralNetworkClassificationModel model = classifier().setLabelCol("colour").fit(points());
    String path = folder.resolve("forSql").toString();
    model.write().save(path);
    KindlingFunctions.register(SPARK.get());
    Dataset<Row> scored = model.transform(points());
    scored.createOrReplaceTempView("scored");
    String query =
        "SELECT * FROM (SELECT kindling_predict('%s', features) AS p, %s AS expected FROM scored)";
    String names = "element_at(array('amber', 'blue', 'crimson'), int(prediction) + 1)";
    for (String of : List.of(path, path + "/network")) {
      Dataset<Row> predicted = SPARK.get().sql(query.formatted(of, names));
      assertEquals(Points.COUNT, predicted.where("p.prediction = expected").count());
    }
  }

  /** Spark's own reader would make the other class, or fail with its constructors. */
  @Test
  void aFolderOfAnotherClassIsToldInOneLine() throws IOException {
    String path = folder.resolve("other").toString();
    classifier().fit(points()).write().save(path);
    String found = " but found class name " + NeuralNetworkClassificationModel.class.getName();
    for (Executable load :
        List.<Executable>of(
            () -> NeuralNetworkRegressionModel.load(path),
            () -> NeuralNetworkClassifier.load(path),
            () -> NeuralNetworkRegressor.load(path))) {
      String message = String.valueOf(assertThrows(Exception.class, load).getMessage());
      assertTrue(message.endsWith(found), message);
    }
  }

  /** A version that did not have the param yet. */
  @Test
  void aParamThatIsNotInTheFolderHasItsDefault() throws IOException {
    String path = folder.resolve("earlier").toString();
    NeuralNetworkClassifier saved = classifier().setHandleInvalid("keep");
    saved.write().save(path);
    forget(Path.of(path, "metadata"), "handleInvalid");
    NeuralNetworkClassifier loaded = NeuralNetworkClassifier.load(path);
    assertEquals("error", loaded.getHandleInvalid());
    assertArrayEquals(new int[] {8}, loaded.getHiddenLayers());
    saved.fit(points()).write().save(path + "-model");
    forget(Path.of(path + "-model", "metadata"), "handleInvalid");
    assertEquals(
        "error", NeuralNetworkClassificationModel.load(path + "-model").getHandleInvalid());
  }

  /** Takes a param out of what was written, set or default. */
  private static void forget(Path metadata, String param) throws IOException {
    try (Stream<Path> files = Files.list(metadata)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".crc")) {
          Files.delete(file);
        } else if (name.startsWith("part-")) {
          String text = Files.readString(file);
          Files.writeString(file, text.replaceAll("\"%s\":\"\\w+\",?".formatted(param), ""));
          assertFalse(text.equals(Files.readString(file)), text);
        }
      }
    }
  }

  /** As Spark Connect's server does, which keeps models on its own disk. */
  @Test
  void aModelIsSavedToALocalDiskToo() throws IOException {
    NeuralNetworkClassificationModel model = classifier().fit(points());
    String path = folder.resolve("local").toString();
    model.write().saveToLocal(path);
    NeuralNetworkClassificationModel loaded =
        NeuralNetworkClassificationModel.read().loadFromLocal(path);
    assertEquals(outputs(model.transform(points())), outputs(loaded.transform(points())));
  }

  @Test
  void aRegressionModelIsSaved() throws IOException {
    NeuralNetworkRegressionModel model =
        new NeuralNetworkRegressor()
            .setLabelCol("distance")
            .setLabelScale("standardize")
            .setMaxIter(3)
            .fit(points());
    String path = folder.resolve("regression").toString();
    model.write().save(path);
    NeuralNetworkRegressionModel loaded = NeuralNetworkRegressionModel.load(path);
    assertEquals(
        model.transform(points()).orderBy("id").select("prediction").collectAsList(),
        loaded.transform(points()).orderBy("id").select("prediction").collectAsList());
  }

  @Test
  void aPipelineOfIndexerAssemblerAndClassifierIsSavedAndNamesItsClasses() throws IOException {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("colour").setOutputCol("index"),
                  new VectorAssembler()
                      .setInputCols(new String[] {"x", "y"})
                      .setOutputCol("assembled"),
                  classifier()
                      .setFeaturesCol("assembled")
                      .setLabelCol("index")
                      .setStepSize(0.02)
                      .setMaxIter(20),
                  new IndexToString().setInputCol("prediction").setOutputCol("predicted")
                });
    String path = folder.resolve("pipeline").toString();
    pipeline.write().save(path);
    PipelineModel model = Pipeline.load(path).fit(points());
    model.write().save(path + "-model");
    Dataset<Row> scored = PipelineModel.load(path + "-model").transform(points());
    assertEquals(outputs(model.transform(points())), outputs(scored));
    assertTrue(scored.where("predicted = colour").count() > 0.95 * Points.COUNT);
  }
}
