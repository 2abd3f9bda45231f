package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SparseTable;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adam;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.scoring.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are kept without their zeros. */
final class SparseTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static TrainedModel sparse;

  @BeforeAll
  static void train() {
    sparse = model(Storage.SPARSE, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void thePartitionsOfTheRowsDoNotMatterToTheBit(int partitions) {
    assertEquals(sparse.sha256(), model(Storage.SPARSE, partitions).sha256());
  }

  @Test
  void theModelIsThatOfTheSameRowsKeptDenseButForRounding() {
    TrainedModel dense = model(Storage.FLOAT32, 2);
    assertArrayEquals(dense.parameters(), sparse.parameters(), 1e-4f);
    assertArrayEquals(
        dense.preprocessing().scaling().factor(), sparse.preprocessing().scaling().factor(), 1e-5f);
  }

  @Test
  void aNetworkThatTakesNoSparseRowsGetsThemWithTheirZeros() {
    LayerSpec[] layers = {new Dropout(0.1), new Dense(6), new Relu(), new Dense(2)};
    TrainedModel dense = training(Storage.FLOAT32, 2).network(layers).build().train();
    TrainedModel spread = training(Storage.SPARSE, 2).network(layers).build().train();
    assertArrayEquals(dense.parameters(), spread.parameters(), 1e-4f);
  }

  @Test
  void itLearnsAndIsEvaluatedAlikeHoweverTheRowsAreKept(@TempDir Path folder) throws IOException {
    ModelFiles.save(sparse, new Configuration(), folder.resolve("model").toString());
    TrainedModel loaded = ModelFiles.load(new Configuration(), folder.resolve("model").toString());
    Evaluation kept = evaluate(sparse, Storage.SPARSE);
    assertTrue(
        kept.values().getOrDefault("accuracy", 0.0) > 0.9, () -> "accuracy " + kept.values());
    assertEquals(kept.values(), evaluate(loaded, Storage.FLOAT32).values());
    assertEquals(kept.values(), evaluate(loaded, Storage.SPARSE).values());
  }

  private static Evaluation evaluate(TrainedModel model, Storage storage) {
    return ModelEvaluation.evaluate(SPARK.context(), model, new SparseTable(storage, 3));
  }

  @Test
  void rowsOfATableAreScoredAsRowsOfNumbersAre() {
    SparseTable rows = new SparseTable(Storage.SPARSE, 3);
    try (ReadTable table = ModelEvaluation.open(SPARK.context(), sparse, rows, Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), sparse)) {
      List<Prediction> ofTable = scorer.score(table).collect();
      float[] row = new float[SparseTable.FEATURES];
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) SparseTable.features(7)[i];
      }
      Prediction alone =
          scorer.score(SPARK.context().parallelize(List.of(row), 1)).collect().get(0);
      assertEquals(SparseTable.ROWS, ofTable.size());
      assertArrayEquals(ofTable.get(7).outputs(), alone.outputs());
    }
  }

  @Test
  void centringIsRefusedInOneLine() {
    Trainer trainer = training(Storage.SPARSE, 2).scale(ScaleMode.STANDARDIZE).build();
    var error = assertThrows(InvalidInputException.class, trainer::train);
    assertEquals(
        "data.scale: found 'standardize' for sparse features, all of whose zeros it would change,"
            + " expected none, unit_variance or max_abs, which keep zeros",
        error.getMessage());
  }

  private static TrainedModel model(Storage storage, int partitions) {
    return training(storage, partitions).build().train();
  }

  private static TrainerBuilder training(Storage storage, int partitions) {
    return Trainer.on(SPARK.context())
        .data(TrainingData.of(new SparseTable(storage, partitions)))
        .scale(ScaleMode.UNIT_VARIANCE)
        .network(new Dense(8), new Relu(), new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .optimizer(new Adam(0.03))
        .epochs(6)
        .batchSize(20)
        .shards(4)
        .seed(7);
  }
}
