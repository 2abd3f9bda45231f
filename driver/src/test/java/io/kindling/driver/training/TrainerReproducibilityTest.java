package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.partitioning.format.rdd.VectorSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model depends on what was declared and on the rows alone, to the bit. */
final class TrainerReproducibilityTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static String alone;

  @BeforeAll
  static void trainAlone() {
    alone = sha256(2);
  }

  @Test
  void theSameTrainingAgainGivesTheSameModel() {
    assertEquals(alone, sha256(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void thePartitionsOfTheRowsDoNotMatter(int partitions) {
    assertEquals(alone, sha256(partitions));
  }

  @Test
  void twoTrainingsAtTheSameTimeDoNotTouchEachOther()
      throws InterruptedException, ExecutionException {
    Callable<String> same = () -> sha256(2);
    Callable<String> other = TrainerReproducibilityTest::other;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<String>> models = threads.invokeAll(List.of(same, other, same));
      assertEquals(
          List.of(alone, other(), alone),
          List.of(models.get(0).get(), models.get(1).get(), models.get(2).get()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static String other() {
    return TinyTraining.on(SPARK.context(), 2)
        .optimizer(new Momentum(0.1, 0.9))
        .build()
        .train()
        .sha256();
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    assertNotEquals(alone, TinyTraining.on(SPARK.context(), 2).seed(8).build().train().sha256());
  }

  @Test
  void validationDoesNotChangeTheModel() {
    TrainingData withValidation = TrainingData.of(rows(2), rows(1));
    assertEquals(
        alone, TinyTraining.on(SPARK.context(), 2).data(withValidation).build().train().sha256());
  }

  private static VectorSource rows(int partitions) {
    return new VectorSource(TinyTraining.data().rdd(SPARK.context(), partitions));
  }

  private static String sha256(int partitions) {
    return TinyTraining.on(SPARK.context(), partitions).build().train().sha256();
  }
}
