package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Finished;
import io.kindling.kernels.layer.Dense;
import io.kindling.partitioning.source.rdd.VectorSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;

/** A model with numbers that are not finite never takes the place of a whole one. */
final class NonFiniteModelTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  /** The only step of the only epoch takes the parameters beyond what float32 holds. */
  private static TrainerBuilder overflowingInItsLastStep() {
    return TinyTraining.on(SPARK.context(), 2)
        .network(new Dense(8), new Dense(3))
        .optimizer(new Sgd(1e39))
        .batchSize(TinyTraining.ROWS)
        .epochs(1);
  }

  @Test
  void parametersThatOverflowInTheLastStepEndTheTraining() {
    assertOverflow(
        "parameter 0.weight became -?Infinity at epoch 1, step 1",
        divergence(overflowingInItsLastStep(), new ArrayList<>()));
  }

  @Test
  void thisHoldsForTheReplicasOfLocalStepsToo() {
    assertOverflow(
        "a shard's parameter is no longer finite at epoch 1, step 1; in shard 0, parameter 0.weight"
            + " became -?Infinity",
        divergence(overflowingInItsLastStep().sync(new LocalSteps(1)), new ArrayList<>()));
  }

  @Test
  void thisHoldsForTheOuterStepToo() {
    LocalSteps outer = new LocalSteps(1, new Sgd(1e39), new InnerState.Reset());
    assertOverflow(
        "parameter 0.weight became -?Infinity at epoch 1, step 1",
        divergence(
            overflowingInItsLastStep().optimizer(new Sgd(0.1)).sync(outer), new ArrayList<>()));
  }

  private static void assertOverflow(String what, String message) {
    String expected = "training diverged: %s.*; a lower learning rate or scaled features may help";
    assertTrue(message.matches(expected.formatted(what)), message);
  }

  @Test
  void noEventOffersSuchAModel() {
    List<TrainingEvent> events = new ArrayList<>();
    divergence(overflowingInItsLastStep(), events);
    assertTrue(
        events.stream().noneMatch(e -> e instanceof EpochCompleted || e instanceof Finished),
        events::toString);
  }

  /** A training whose parameters stay finite, but not what it gives for the validation rows. */
  static TrainerBuilder withValidationThatOverflows(JavaSparkContext context) {
    JavaPairRDD<Double, org.apache.spark.ml.linalg.Vector> huge =
        JavaPairRDD.fromJavaRDD(
            context.parallelize(
                List.of(new Tuple2<>(0.0, Vectors.dense(3e38, -3e38, 3e38, -3e38, 3e38))), 1));
    return TinyTraining.on(context, 2)
        .network(new Dense(200), new Dense(3))
        .data(
            TrainingData.of(
                new VectorSource(TinyTraining.data().rdd(context, 2)), new VectorSource(huge)));
  }

  @Test
  void aValidationLossThatIsNotFiniteEndsTheTrainingAtItsEpoch() {
    String message = divergence(withValidationThatOverflows(SPARK.context()), new ArrayList<>());
    assertTrue(
        message.matches(
            "training diverged: the validation loss became (NaN|Infinity) at the end of epoch 1;.*"),
        message);
  }

  private static String divergence(TrainerBuilder training, List<TrainingEvent> events) {
    Trainer trainer = training.listener(events::add).build();
    return String.valueOf(assertThrows(DivergedException.class, trainer::train).getMessage());
  }
}
