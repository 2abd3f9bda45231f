package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.ClipByGlobalNorm;
import io.kindling.driver.optimizer.Nesterov;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.schedule.Cosine;
import io.kindling.driver.schedule.Polynomial;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards that take some steps alone. */
final class LocalStepsTest {
  private static final double CLOSE = 1e-5; // θ − (θ − θ_r) rounds
  private static final Optimizer COSINE = new Adam(new Cosine(0.05, 0, 0, 0));

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 100})
  void oneShardTakesTheStepsThatItWouldTakeAnyway(int steps) {
    assertSameParameters(
        theta(training(2, 1).optimizer(COSINE), new EveryStep()),
        theta(training(2, 1).optimizer(COSINE), new LocalSteps(steps)));
    assertEquals(8, steps(training(2, 1), new LocalSteps(steps)));
  }

  @Test
  void oneShardPenalizesClipsAndNormalizesAsAnyway() {
    assertSameParameters(theta(ruled(), new EveryStep()), theta(ruled(), new LocalSteps(3)));
  }

  private static TrainerBuilder ruled() {
    return training(2, 1)
        .network(new BatchNorm(), new Dense(8), new Tanh(), new Dense(3))
        .penalty(new Penalty(0.01, 0.02))
        .clipping(new ClipByGlobalNorm(0.1));
  }

  @Test
  void roundsOfOneStepOfGradientDescentAreGradientDescent() {
    assertSameParameters(
        theta(training(2, 4).optimizer(new Sgd(0.1)), new EveryStep()),
        theta(training(2, 4).optimizer(new Sgd(0.1)), new LocalSteps(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void thePartitionsOfTheRowsDoNotMatter(int partitions) {
    SyncPolicy sync = new LocalSteps(3, new Nesterov(0.7, 0.9), new InnerState.Average());
    assertEquals(sha256(training(2, 4), sync), sha256(training(partitions, 4), sync));
  }

  @Test
  void eachArgumentMakesAnotherModel() {
    List<SyncPolicy> policies =
        List.of(
            new EveryStep(),
            new LocalSteps(2),
            new LocalSteps(3),
            new LocalSteps(2, new Sgd(0.5), new InnerState.Average()),
            new LocalSteps(2, new Sgd(1), new InnerState.Reset()));
    Set<String> models = new TreeSet<>();
    policies.forEach(policy -> models.add(sha256(training(2, 4), policy)));
    assertEquals(policies.size(), models.size());
  }

  /**
   * Rows of zeros give weights no gradient, so each step of a shard halves them, by the penalty
   * alone. 59 rows in batches of 19 leave 2 for the last one: shards 1 and 2, of 15 rows each, take
   * four steps; shards 0 and 3, of 15 and 14, take three.
   */
  @Test
  void aShardWithoutRowsInTheLastBatchTakesOneStepLess() {
    TrainerBuilder halving =
        training(2, 4)
            .data(zeros())
            .scale(ScaleMode.NONE)
            .network(new Dense(3, new Constant(1), new Zeros(), false))
            .optimizer(new Sgd(0.5))
            .penalty(new Penalty(0, 0.5))
            .epochs(1)
            .batchSize(19);
    float[] expected = new float[5 * 3];
    Arrays.fill(expected, (float) ((30 / 16.0 + 29 / 8.0) / 59));
    assertSameParameters(expected, theta(halving, new LocalSteps(4)));
    assertEquals(4, steps(halving, new LocalSteps(4)));
  }

  private static JavaPairRDD<Double, Vector> zeros() {
    return TinyTraining.data()
        .rdd(SPARK.context(), 2)
        .mapValues(features -> Vectors.zeros(features.size()));
  }

  @Test
  void aRoundIsToldAsItsLastStep() {
    List<TrainingEvent.StepCompleted> rounds = new ArrayList<>();
    training(2, 4)
        .sync(new LocalSteps(3))
        .listener(
            event -> {
              if (event instanceof TrainingEvent.StepCompleted step) {
                rounds.add(step);
              }
            })
        .build()
        .train();
    assertEquals(
        List.of(3, 4, 3, 4),
        rounds.stream().map(TrainingEvent.StepCompleted::stepInEpoch).toList());
    assertEquals(
        List.of(51, 8, 51, 8), rounds.stream().map(TrainingEvent.StepCompleted::rows).toList());
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() {
    TrainerBuilder diverging =
        TinyTraining.diverging(SPARK.context()).epochs(5).sync(new LocalSteps(2));
    assertThrows(DivergedException.class, () -> diverging.build().train());
  }

  @Test
  void aScheduleOfTheOuterOptimizerThatIsTooShortIsRefused() {
    LocalSteps policy =
        new LocalSteps(2, new Sgd(new Polynomial(1, 3, 1, 0)), new InnerState.Reset());
    TrainerBuilder training = training(2, 4).sync(policy);
    assertEquals(
        "training.sync.local_steps.outer.learning_rate",
        String.valueOf(
                assertThrows(InvalidInputException.class, () -> training.build().train())
                    .getMessage())
            .split(":", -1)[0]);
  }

  @Test
  void whatMeasuringChoseGivesTheSameModelWhenItIsDeclared() {
    List<SyncPolicy> chosen = new ArrayList<>();
    String model =
        training(2, 4)
            .sync(new Auto())
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.Started started) {
                    chosen.add(started.sync());
                  }
                })
            .build()
            .train()
            .sha256();
    assertEquals(model, sha256(training(2, 4), chosen.get(0)));
  }

  private static TrainerBuilder training(int partitions, int shards) {
    return TinyTraining.on(SPARK.context(), partitions).shards(shards);
  }

  private static String sha256(TrainerBuilder training, SyncPolicy sync) {
    return training.sync(sync).build().train().sha256();
  }

  private static float[] theta(TrainerBuilder training, SyncPolicy sync) {
    return training.sync(sync).build().train().parameters();
  }

  private static long steps(TrainerBuilder training, SyncPolicy sync) {
    List<Long> steps = new ArrayList<>();
    training
        .sync(sync)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.EpochCompleted epoch) {
                steps.add(epoch.step());
              }
            })
        .build()
        .train();
    return steps.get(steps.size() - 1);
  }

  private static void assertSameParameters(float[] expected, float[] actual) {
    assertArrayEquals(expected, actual, (float) CLOSE);
  }
}
