package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch normalisation when several shards share a batch. */
final class BatchNormTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void thePartitionsOfTheRowsDoNotMatter(int partitions) {
    assertEquals(
        training(2, 4).build().train().sha256(), training(partitions, 4).build().train().sha256());
  }

  @Test
  void runningStatisticsFollowTheBatches() {
    TrainedModel model = training(2, 4).build().train();
    Map<String, Float> firsts =
        model.spec().compile().parameters().slices().stream()
            .collect(Collectors.toMap(ParameterSlice::name, s -> model.parameters()[s.offset()]));
    assertNotEquals(0f, firsts.get("1.running_mean"));
    assertNotEquals(1f, firsts.get("1.running_var"));
  }

  @Test
  void anAverageOfTheParametersAveragesTheStatisticsToo() {
    TrainedModel last = training(2, 4).build().train();
    TrainedModel average = training(2, 4).averageDecay(0.9).build().train();
    assertEquals(
        0,
        IntStream.range(0, last.parameters().length)
            .filter(i -> last.parameters()[i] == average.parameters()[i])
            .count());
  }

  @Test
  void aBatchThatLeavesASingleRowInAShardIsRefused() {
    // 59 rows in batches of 17: the last has 8.
    assertEquals(
        "training.batch_size: found batches of 17 and a last one of 8 rows for 5 shards, expected at"
            + " least 2 rows of every batch in each shard, which batch_norm needs",
        assertThrows(InvalidInputException.class, () -> training(2, 5).build().train())
            .getMessage());
  }

  @Test
  void fewRowsInAShardAreWarnedOf() {
    List<String> warnings = new ArrayList<>();
    training(2, 4)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.Started started) {
                warnings.addAll(started.plan().warnings());
              }
            })
        .build()
        .train();
    assertEquals(
        List.of(
            "batch_norm normalises over the rows of one shard, here as few as 2: its mean and variance"
                + " are noisy below 32; a larger training.batch_size or fewer training.shards help"),
        warnings);
  }

  private static TrainerBuilder training(int partitions, int shards) {
    return TinyTraining.on(SPARK.context(), partitions)
        .network(new Dense(8), new BatchNorm(), new Tanh(), new Dense(3))
        .shards(shards);
  }
}
