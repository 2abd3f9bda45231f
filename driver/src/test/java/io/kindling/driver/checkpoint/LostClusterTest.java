package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.checkpoint.CheckpointRule.Unit;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark ends beneath a training, which goes on in another one. */
final class LostClusterTest {
  @TempDir private Path disk;

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "resident"})
  void theStateOfTheLastStepIsLeftAndGoesOnElsewhere(String steps) throws IOException {
    CheckpointFolder folder = new CheckpointFolder(disk.toString(), new Configuration());
    CheckpointRule never = new CheckpointRule(Unit.MINUTES, 1e6, 1);
    Map<String, String> settings = Map.of("spark.kindling.steps", steps);
    try (JavaSparkContext lost = LocalSpark.start(2, settings);
        CheckpointWriter writer = new CheckpointWriter(folder, never)) {
      Trainer trainer =
          TinyTraining.on(lost, 2)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 2
                        && step.stepInEpoch() == 2) {
                      lost.stop();
                    }
                  })
              .listener(writer)
              .build();
      assertThrows(Exception.class, trainer::train);
      assertEquals(Optional.of("of epoch 2, batch 2"), writer.lastCheckpoint());
    }
    try (JavaSparkContext other = LocalSpark.start(1, settings)) {
      assertEquals(
          TinyTraining.on(other, 2).build().train().sha256(),
          TinyTraining.on(other, 3)
              .resume(folder.last().orElseThrow().state())
              .build()
              .train()
              .sha256());
    }
  }
}
