package io.kindling.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.connect.RemoteStages.RemoteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connect.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimators and models of Kindling on a server of Spark Connect. */
class ConnectTest {
  private static final String CLASSIFIER = "io.kindling.ml.NeuralNetworkClassifier";
  private static final String CLASSIFICATION = "io.kindling.ml.NeuralNetworkClassificationModel";
  private static final String REGRESSOR = "io.kindling.ml.NeuralNetworkRegressor";
  private static final String REGRESSION = "io.kindling.ml.NeuralNetworkRegressionModel";
  private static final String LIMITS = "spark.connect.session.connectML.mlCache.memoryControl.";

  @TempDir private static Path folder;
  private static ConnectServer server;

  private SparkSession session;
  private RemoteStages stages;

  @BeforeAll
  static void startTheServer() throws IOException, InterruptedException {
    server = ConnectServer.start(folder);
  }

  @AfterAll
  static void endTheServer() {
    server.close();
  }

  @BeforeEach
  void openASession() {
    session = server.newSession();
    stages = new RemoteStages(session);
  }

  @AfterEach
  void closeTheSession() {
    session.close();
  }

  /** Points in three corners, their corner, and how far they are from the origin. */
  private Dataset<Row> points() {
    return session.sql(
        """
        SELECT id, x, y, corner AS label, sqrt(x * x + y * y) AS distance
        FROM (
          SELECT id, corner, corner - 1 + 0.4 * sin(id) AS x, corner % 2 + 0.4 * cos(7 * id) AS y
          FROM (SELECT id, CAST(id % 3 AS DOUBLE) AS corner FROM range(240))
        )
        """);
  }

  private static Map<String, Object> params(Map<String, ?> more) {
    Map<String, Object> params =
        new HashMap<>(
            Map.of(
                "featuresCols",
                new String[] {"x", "y"},
                "hiddenLayers",
                new int[] {8},
                "stepSize",
                0.1,
                "batchSize",
                60,
                "shards",
                2,
                "maxIter",
                12));
    params.putAll(more);
    return params;
  }

  private static List<Row> outputs(Dataset<Row> scored, String... columns) {
    return scored.orderBy("id").selectExpr(columns).collectAsList();
  }

  @Test
  void aClassifierIsFittedScoresAndIsSavedAndLoaded() {
    RemoteModel model = stages.fit(CLASSIFIER, params(Map.of()), points());
    Dataset<Row> scored = stages.transform(model, points());
    assertTrue(scored.where("prediction = label").count() > 0.95 * points().count());
    String path = ConnectServer.SHARED + "/classification";
    stages.save(model, path);
    assertTrue(Files.exists(folder.resolve("shared/classification/network/manifest.json")));
    RemoteModel loaded = stages.loadModel(CLASSIFICATION, path);
    String[] columns = {
      "CAST(rawPrediction AS STRING)", "CAST(probability AS STRING)", "prediction"
    };
    assertEquals(outputs(scored, columns), outputs(stages.transform(loaded, points()), columns));
    assertEquals(2, stages.fetch(loaded, "numFeatures").getInteger());
    assertEquals(3, stages.fetch(loaded, "numClasses").getInteger());
  }

  @Test
  void aRegressorIsFittedScoresAndIsSavedAndLoaded() {
    RemoteModel model =
        stages.fit(
            REGRESSOR,
            params(Map.of("labelCol", "distance", "labelScale", "standardize")),
            points());
    List<Row> predictions = outputs(stages.transform(model, points()), "prediction");
    assertTrue(predictions.stream().distinct().count() > 100);
    String path = ConnectServer.SHARED + "/regression";
    stages.save(model, path);
    RemoteModel loaded = stages.loadModel(REGRESSION, path);
    assertEquals(predictions, outputs(stages.transform(loaded, points()), "prediction"));
  }

  /** The server writes each model to its disk at once, and gives those up that memory ends for. */
  @Test
  void aModelThatTheServerHasNoMemoryForScoresTheSame() {
    RemoteModel kept = stages.fit(CLASSIFIER, params(Map.of()), points());
    assertTrue(stages.cached().contains("io.kindling.ml"), stages.cached());
    List<Row> predictions = outputs(stages.transform(kept, points()), "prediction");
    try (SparkSession small = server.newSession()) {
      small.conf().set(LIMITS + "maxInMemorySize", 4096);
      RemoteStages there = new RemoteStages(small);
      RemoteModel offloaded = there.fit(CLASSIFIER, params(Map.of()), points());
      assertFalse(there.cached().contains("io.kindling.ml"), there.cached());
      assertEquals(predictions, outputs(there.transform(offloaded, points()), "prediction"));
    }
  }

  @Test
  void aModelThatIsLargerThanTheServerAllowsIsRefusedBeforeItIsTrained() {
    session.conf().set(LIMITS + "maxModelSize", 100_000);
    Map<String, Object> large = params(Map.of("hiddenLayers", new int[] {10_000}));
    Exception refused =
        assertThrows(Exception.class, () -> stages.fit(CLASSIFIER, large, points()));
    // 2 × 10,000 weights and 10,000 biases, and then 10,000 × 3 and 3; four bytes each
    assertTrue(String.valueOf(refused.getMessage()).contains("240012"), refused.toString());
  }

  @Test
  void anEstimatorIsSavedAndLoaded() {
    String path = ConnectServer.SHARED + "/estimator";
    stages.save(CLASSIFIER, params(Map.of("network", "[dense: {units: classes}]")), path);
    MlParams loaded = stages.loadParams(CLASSIFIER, path);
    assertEquals("[dense: {units: classes}]", loaded.getParamsOrThrow("network").getString());
    assertEquals(0.1, loaded.getParamsOrThrow("stepSize").getDouble());
    assertEquals(12, loaded.getParamsOrThrow("maxIter").getInteger());
  }

  /** A class of the list that cannot be made would break them for all who use the server. */
  @Test
  void sparksOwnTransformersWorkBesideAndGiveFeatures() {
    Dataset<Row> assembled =
        stages.transform(
            "org.apache.spark.ml.feature.VectorAssembler",
            Map.of("inputCols", new String[] {"x", "y"}, "outputCol", "features"),
            points());
    Map<String, Object> params = params(Map.of());
    params.remove("featuresCols");
    RemoteModel model = stages.fit(CLASSIFIER, params, assembled);
    Dataset<Row> scored = stages.transform(model, assembled);
    assertTrue(scored.where("prediction = label").count() > 0.95 * points().count());
  }

  @Test
  void whatIsWrongIsToldToTheClientInOneLine() {
    Map<String, Object> wrong = params(Map.of("network", "[dens: {units: 5}]"));
    Exception told = assertThrows(Exception.class, () -> stages.fit(CLASSIFIER, wrong, points()));
    String message = String.valueOf(told.getMessage());
    assertTrue(message.contains("network") && message.contains("'dense'"), message);
  }
}
