package io.kindling.driver.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several trainings that share each pass over the data. */
final class ComparisonTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void eachTakesTheCourseThatItWouldTakeAlone() {
    List<Trial> trials =
        List.of(
            new Trial("adam", spec(new Adam(0.05), 2)),
            new Trial("momentum", spec(new Momentum(0.1, 0.9), 2)),
            new Trial("wide", wide()));
    List<TrialResult> results = compare(trials, false);

    for (int i = 0; i < trials.size(); i++) {
      List<Double> alone = new ArrayList<>();
      Trainer.on(SPARK.context())
          .data(data())
          .listener(
              event -> {
                if (event instanceof TrainingEvent.StepCompleted step) {
                  alone.add(step.loss());
                }
              })
          .build(trials.get(i).spec())
          .train();
      assertEquals(alone, results.get(i).stepLosses(), trials.get(i).name());
    }
  }

  @Test
  void modelsAreThoseOfTrainingsAlone() {
    List<Trial> trials =
        List.of(
            new Trial("adam", spec(new Adam(0.05), 2)),
            new Trial("momentum", spec(new Momentum(0.1, 0.9), 2)),
            new Trial("wide", wide()));
    List<TrainedModel> models =
        new Comparison(SPARK.context(), data(), false).train(trials, results -> {});
    for (int i = 0; i < trials.size(); i++) {
      TrainedModel alone =
          Trainer.on(SPARK.context()).data(data()).build(trials.get(i).spec()).train();
      assertEquals(alone.sha256(), models.get(i).sha256(), trials.get(i).name());
      assertEquals(alone.provenance(), models.get(i).provenance());
    }
  }

  @Test
  void halvingLeavesTheBetterHalf() {
    List<TrialResult> results =
        compare(
            List.of(
                new Trial("good", spec(new Adam(0.05), 4)),
                new Trial("slow", spec(new Sgd(1e-9), 4)),
                new Trial("fair", spec(new Adam(0.01), 4)),
                new Trial("slower", spec(new Sgd(1e-10), 4))),
            true);

    assertEquals(
        List.of(
            TrainingEnd.FINISHED, TrainingEnd.DROPPED, TrainingEnd.DROPPED, TrainingEnd.DROPPED),
        results.stream().map(TrialResult::end).toList());
    assertEquals(
        List.of(4, 1, 2, 1), results.stream().map(result -> result.epochLosses().size()).toList());
  }

  @Test
  void oneThatDivergesLeavesTheOthersAlone() {
    Trial wild =
        new Trial("wild", with(NetworkSpec.of(new Dense(8), new Dense(3)), new Sgd(1e30), 2));
    Trial calm = new Trial("calm", spec(new Adam(0.05), 2));
    List<TrialResult> results = compare(List.of(wild, calm), false);

    assertEquals(TrainingEnd.DIVERGED, results.get(0).end());
    assertEquals(compare(List.of(calm), false).get(0).stepLosses(), results.get(1).stepLosses());
  }

  @Test
  void withoutValidationRowsTheTrainingLossCounts() {
    TrialResult result = compare(List.of(new Trial("a", spec(new Adam(0.05), 1))), false).get(0);
    assertEquals(result.trainLoss(), result.lastEpochLoss());
    assertTrue(result.validation().isEmpty());
  }

  @Test
  void differentPassesOverTheDataCannotBeShared() {
    List<Trial> trials =
        List.of(
            new Trial("two", spec(new Adam(0.05), 2)), new Trial("three", spec(new Adam(0.05), 3)));
    assertEquals(
        "--vary: found declarations that differ in seed, scaling, init_from, epochs, budget, batch size or"
            + " shards, expected the same for all, since they share each pass over the data",
        assertThrows(InvalidInputException.class, () -> compare(trials, false)).getMessage());
  }

  @Test
  void aBudgetEndsAllAfterTheSameStep() {
    TrainingBudget budget = TrainingBudget.steps(TinyTraining.STEPS + 1);
    List<TrialResult> results =
        compare(
            List.of(
                new Trial("a", spec(new Adam(0.05), 2).with(budget)),
                new Trial("b", spec(new Adam(0.01), 2).with(budget))),
            false);
    for (TrialResult result : results) {
      assertEquals(TrainingEnd.SPENT, result.end());
      assertEquals(TinyTraining.STEPS + 1, result.stepLosses().size());
      assertEquals(1, result.epochLosses().size());
    }
  }

  @Test
  void localStepsCannotBeShared() {
    TrainingSpec local = spec(new Adam(0.05), 2).with(new LocalSteps(4));
    assertEquals(
        "training.sync: found local_steps, expected every_step, since those compared take each step"
            + " together",
        assertThrows(
                InvalidInputException.class,
                () -> compare(List.of(new Trial("local", local)), false))
            .getMessage());
  }

  private static List<TrialResult> compare(List<Trial> trials, boolean halving) {
    return new Comparison(SPARK.context(), data(), halving).run(trials, results -> {});
  }

  private static TrainingData data() {
    return TrainingData.of(new VectorSource(TinyTraining.data().rdd(SPARK.context(), 2)));
  }

  private static TrainingSpec spec(Optimizer optimizer, int epochs) {
    return with(
        NetworkSpec.of(new Dense(8), new Tanh(), new Dropout(0.2), new Dense(3)),
        optimizer,
        epochs);
  }

  private static TrainingSpec wide() {
    return with(NetworkSpec.of(new Dense(31), new Tanh(), new Dense(3)), new Adam(0.01), 2);
  }

  private static TrainingSpec with(NetworkSpec network, Optimizer optimizer, int epochs) {
    return TrainingSpec.builder(network, new SoftmaxCrossEntropy())
        .optimizer(optimizer)
        .scale(ScaleMode.STANDARDIZE)
        .epochs(epochs)
        .batchSize(17)
        .shards(4)
        .seed(7)
        .build();
  }
}
