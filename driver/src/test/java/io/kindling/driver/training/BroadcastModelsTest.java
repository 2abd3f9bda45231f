package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** What executors are sent of a model. */
final class BroadcastModelsTest {
  /** Where Spark removes no broadcast of its own between looking at which are there and at them. */
  @RegisterExtension
  static final LocalSpark SPARK =
      new LocalSpark(1, Map.of("spark.cleaner.referenceTracking", "false"));

  @Test
  void withoutRowsToValidateOnNothingThatValidatesIsSent() {
    Set<Long> models = new HashSet<>();
    TinyTraining.on(SPARK.context(), 1)
        .epochs(1)
        .listener(
            event -> {
              if (event instanceof StepCompleted) {
                models.addAll(broadcastModels());
              }
            })
        .build()
        .train();
    assertEquals(1, models.size(), "broadcasts of " + ModelRuntime.class.getSimpleName());
  }

  private static Set<Long> broadcastModels() {
    Set<Long> ids = new HashSet<>();
    Stream.of(SparkEnv.get().blockManager().master().getStorageStatus())
        .flatMap(storage -> CollectionConverters.asJava(storage.blocks()).keySet().stream())
        .filter(BlockId::isBroadcast)
        .map(block -> ((BroadcastBlockId) block).broadcastId())
        .filter(BroadcastModelsTest::isModel)
        .forEach(ids::add);
    return ids;
  }

  private static boolean isModel(long broadcast) {
    Option<BlockResult> found =
        SparkEnv.get().blockManager().getLocalValues(new BroadcastBlockId(broadcast, ""));
    boolean model = false;
    while (found.isDefined() && found.get().data().hasNext()) { // to the end, which unlocks it
      model |= found.get().data().next() instanceof ModelRuntime;
    }
    return model;
  }
}
