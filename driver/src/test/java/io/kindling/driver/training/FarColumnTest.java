package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adam;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.scoring.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Seconds of ten minutes, since they began and since 1970: 128 apart as float32. */
final class FarColumnTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 300;
  private static final long SINCE_1970 = 1_700_000_000;

  @TempDir private static Path folder;
  private static TrainedModel near;
  private static TrainedModel far;

  @BeforeAll
  static void train() throws IOException {
    near = training("near.csv", 0).scale(ScaleMode.STANDARDIZE).build().train();
    far = training("far.csv", SINCE_1970).scale(ScaleMode.STANDARDIZE).build().train();
  }

  @Test
  void aColumnFarFromZeroIsLearntAsWellAsOneNearIt() {
    assertEquals(accuracy(near, "near.csv"), accuracy(far, "far.csv"));
    assertTrue(accuracy(far, "far.csv") > 0.97, "accuracy " + accuracy(far, "far.csv"));
  }

  @Test
  void rowsOfATableAreScoredInDoublePrecision() {
    List<Prediction> ofNear = scores(near, "near.csv");
    List<Prediction> ofFar = scores(far, "far.csv");
    for (int row = 0; row < ROWS; row++) {
      assertEquals(ofNear.get(row).outputs()[0], ofFar.get(row).outputs()[0], 1e-3f);
    }
  }

  @Test
  void rowsOfFloatsAreTakenAsFarFromTheOrigin() {
    double second = (float) (SINCE_1970 + 300);
    float[] row = {(float) second};
    try (Scorer scorer = new Scorer(SPARK.context(), far);
        Scorer other = new Scorer(SPARK.context(), near)) {
      float[] shifted = {(float) (second - SINCE_1970)};
      assertEquals(
          other.score(SPARK.context().parallelize(List.of(shifted))).first().outputs()[0],
          scorer.score(SPARK.context().parallelize(List.of(row))).first().outputs()[0],
          1e-3f);
    }
  }

  @Test
  void theOriginsAreLoadedExactly() throws IOException {
    String saved = folder.resolve("model").toString();
    ModelFiles.save(far, new Configuration(), saved);
    TrainedModel loaded = ModelFiles.load(new Configuration(), saved);
    assertEquals(far.preprocessing().origins().of(0), loaded.preprocessing().origins().of(0));
    assertTrue(loaded.preprocessing().origins().of(0) > SINCE_1970);
    assertEquals(accuracy(far, "far.csv"), accuracy(loaded, "far.csv"));
  }

  @Test
  void aModelWithoutOriginsSaysNothingOfThem() throws IOException {
    String saved = folder.resolve("plain").toString();
    ModelFiles.save(near, new Configuration(), saved);
    String manifest = Files.readString(folder.resolve("plain").resolve(ModelFiles.MANIFEST));
    assertTrue(!manifest.contains("origins"), manifest);
    assertTrue(ModelFiles.load(new Configuration(), saved).preprocessing().origins().isEmpty());
  }

  @Test
  void numbersThatBecomeTheSameAreToldAtTheStart() throws IOException {
    List<String> warnings = new ArrayList<>();
    training("unscaled.csv", SINCE_1970)
        .optimizer(new Adam(0.1))
        .epochs(1)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.Started started) {
                warnings.addAll(started.plan().warnings());
              }
            })
        .build()
        .train();
    assertEquals(1, warnings.size());
    assertTrue(
        warnings
            .get(0)
            .startsWith("numbers that differ become the same as float32 in column 'second'"),
        warnings.get(0));
  }

  private static double accuracy(TrainedModel model, String file) {
    return ModelEvaluation.evaluate(
            SPARK.context(), model, new CsvSource(path(file)).labelled("late"))
        .values()
        .getOrDefault("accuracy", Double.NaN);
  }

  private static List<Prediction> scores(TrainedModel model, String file) {
    RowSource rows = new CsvSource(path(file));
    try (ReadTable table = ModelEvaluation.open(SPARK.context(), model, rows, Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), model)) {
      return scorer.score(table).collect();
    }
  }

  private static String path(String file) {
    return folder.resolve(file).toString();
  }

  private static TrainerBuilder training(String file, long since) throws IOException {
    List<String> lines = new ArrayList<>(List.of("second,late"));
    for (int i = 0; i < ROWS; i++) {
      double second = (i * 131 % ROWS) * 2 + 0.25;
      lines.add("%s,%d".formatted(since + second, second > 300 ? 1 : 0));
    }
    Files.write(folder.resolve(file), lines);
    return Trainer.on(SPARK.context())
        .data(new CsvSource(path(file)).labelled("late"))
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .optimizer(new Adam(0.3))
        .epochs(20)
        .batchSize(30)
        .shards(2);
  }
}
