package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a declared training. */
final class TrainingSpecTest {
  private static final FeatureColumns NUMBERS = FeatureColumns.AS_FOUND;
  private static final RowSource ROWS = new IdxSource("images.idx", "labels.idx");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 8  | 2 | Epochs must be at least 1, got 0
          -3 | 8  | 2 | Epochs must be at least 1, got -3
          1  | 0  | 1 | Batch size must be at least 1, got 0
          1  | 8  | 0 | Shards must be at least 1, got 0
          1  | 8  | 9 | Shards must be at most the batch size, 8, got 9
          """)
  void aNumberOutOfRangeIsRefused(int epochs, int batchSize, int shards, String error) {
    assertEquals(
        error,
        assertThrows(IllegalArgumentException.class, () -> spec(epochs, batchSize, shards))
            .getMessage());
  }

  @Test
  void aShardMayHaveOneRowOfABatch() {
    assertDoesNotThrow(() -> spec(1, 8, 8));
  }

  @Test
  void theDefaultsAreThoseOfTheManual() {
    assertEquals(10, TrainingSpec.DEFAULT_EPOCHS);
    assertEquals(1, TrainingSpec.DEFAULT_SEED);
  }

  /** What replaces one setting, such as {@code with(sync)}, leaves the others as they are. */
  @Test
  void aBuilderOfADeclarationStartsWithAllOfIt() {
    TrainingSpec other =
        new TrainingSpec(
            NetworkSpec.of(new Dense(1)),
            new SquaredError(),
            UpdateRule.of(new Sgd(0.1)).with(new Penalty(0, 0.5)).withAverage(0.9),
            Optional.of(new ClassWeights.Balanced()),
            List.of(),
            EarlyStopping.best("loss"),
            new LocalSteps(3),
            new OnDivergence.Rollback(0.5, 2),
            ScaleMode.STANDARDIZE,
            ScaleMode.CENTER,
            4,
            Optional.of(TrainingBudget.steps(7)),
            OptionalInt.of(32),
            OptionalInt.of(2),
            9,
            Optional.of(InitialWeights.of(0.5, -1)),
            Optional.empty(),
            List.of("0"));
    assertEquals(other, other.toBuilder().build());
    TrainingSpec fromModel =
        TrainingSpec.builder(other.network(), other.loss())
            .initFrom(InitFrom.path("model").except("0"))
            .build();
    assertEquals(fromModel, fromModel.toBuilder().build());
  }

  @Test
  void rowsAloneAreNotSplit() {
    assertEquals(new TrainingData(ROWS, Optional.empty(), 0, NUMBERS), TrainingData.of(ROWS));
  }

  @Test
  void rowsToValidateOnMayBeGivenApart() {
    assertEquals(
        new TrainingData(ROWS, Optional.of(ROWS), 0, NUMBERS), TrainingData.of(ROWS, ROWS));
  }

  @Test
  void aShareOfTheRowsMayBeHeldOut() {
    assertEquals(
        new TrainingData(ROWS, Optional.empty(), 0.25, NUMBERS), TrainingData.split(ROWS, 0.25));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aShareThatIsNoneIsRefused(double share) {
    assertEquals(
        "data.validation.split: found %s, expected at least 0 and below 1".formatted(share),
        assertThrows(InvalidInputException.class, () -> TrainingData.split(ROWS, share))
            .getMessage());
  }

  private static TrainingSpec spec(int epochs, int batchSize, int shards) {
    return TrainingSpec.builder(NetworkSpec.of(new Dense(2)), new SoftmaxCrossEntropy())
        .optimizer(new Sgd(0.1))
        .epochs(epochs)
        .batchSize(batchSize)
        .shards(shards)
        .build();
  }
}
