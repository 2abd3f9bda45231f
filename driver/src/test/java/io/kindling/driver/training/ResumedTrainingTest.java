package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Nadam;
import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.OneCycle;
import io.kindling.driver.schedule.ReduceOnPlateau;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training goes on from each of its states to the model that it gives undisturbed. */
final class ResumedTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int MOST_STATES = 10; // of longer trainings every other one, or fewer

  @TempDir private Path disk;

  static Stream<Arguments> trainings() {
    Map<String, UnaryOperator<TrainerBuilder>> trainings = new LinkedHashMap<>();
    trainings.put("every step, Adam, dropout", training -> training);
    trainings.put(
        "every step, Nadam, an average of the parameters, one cycle",
        training ->
            training
                .optimizer(
                    new Nadam(new OneCycle(0.05, 0, 0.3, 25, 1e4), 0.9, 0.999, 1e-8, 0.004, 0))
                .averageDecay(0.9));
    trainings.put(
        "every step, momentum, plateau, the best epoch's parameters",
        training ->
            training
                .optimizer(new Momentum(new ReduceOnPlateau(0.5, 0.1, 1, 0.5, 0), 0.9, 0))
                .earlyStopping(EarlyStopping.best("loss").withPatience(1))
                .epochs(5));
    trainings.put("local steps, moments averaged", training -> training.sync(new LocalSteps(3)));
    trainings.put(
        "local steps, moments anew, an outer optimizer with moments",
        training ->
            training.sync(
                new LocalSteps(
                    2, new Momentum(new Constant(0.7), 0.9, 0), new InnerState.Reset())));
    return trainings.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static TrainerBuilder training(UnaryOperator<TrainerBuilder> kind, int partitions) {
    return kind.apply(
        TinyTraining.on(SPARK.context(), partitions)
            .data(TinyTraining.data().rdd(SPARK.context(), partitions), 0.2)
            .epochs(2));
  }

  /** A state as it is after each step and each epoch, and at the end. */
  private static List<TrainingState> states(List<TrainingEvent> told, TrainerBuilder training) {
    List<TrainingState> states = new ArrayList<>();
    training.listener(told::add);
    training.listener(
        event -> {
          if (event instanceof TrainingEvent.StepCompleted step) {
            states.add(step.state().get().copy());
          } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
            states.add(epoch.state().get().copy());
          }
        });
    return states;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void fromEachStateTheModelIsTheSame(String name, UnaryOperator<TrainerBuilder> kind)
      throws IOException {
    List<TrainingEvent> told = new ArrayList<>();
    TrainerBuilder undisturbed = training(kind, 2);
    List<TrainingState> states = states(told, undisturbed);
    TrainedModel model = undisturbed.build().train();

    for (int i = 0; i < states.size(); i += 1 + states.size() / MOST_STATES) {
      TrainingState state = states.get(i);
      CheckpointFolder folder =
          new CheckpointFolder(disk.resolve("c").toString(), new Configuration());
      folder.save(state, 1);
      List<TrainingEvent> again = new ArrayList<>();
      TrainedModel resumed =
          training(kind, 3)
              .listener(again::add)
              .resume(folder.last().orElseThrow().state())
              .build()
              .train();
      assertEquals(model.sha256(), resumed.sha256(), "from " + state.position());
      assertEquals(
          after(state.position(), told), text(again), "what is told from " + state.position());
    }
  }

  private static List<String> after(TrainingPosition position, List<TrainingEvent> events) {
    return text(
        events.stream()
            .filter(
                event ->
                    !(event instanceof TrainingEvent.StepCompleted step)
                        || step.epoch() > position.epochs() + 1
                        || (step.epoch() == position.epochs() + 1
                            && step.stepInEpoch() > position.batches()))
            .filter(
                event ->
                    !(event instanceof TrainingEvent.EpochCompleted epoch)
                        || epoch.epoch() > position.epochs())
            .toList());
  }

  /** What is told of steps, epochs and the end, but for times. */
  private static List<String> text(List<TrainingEvent> events) {
    List<String> texts = new ArrayList<>();
    for (TrainingEvent event : events) {
      if (event instanceof TrainingEvent.StepCompleted step) {
        texts.add("step %s.%s, loss %s".formatted(step.epoch(), step.stepInEpoch(), step.loss()));
      } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
        texts.add(
            "epoch %s after %s: %s, %s, %s"
                .formatted(
                    epoch.epoch(),
                    epoch.step(),
                    epoch.trainLoss(),
                    epoch.validation(),
                    epoch.learningRate()));
      } else if (event instanceof TrainingEvent.Finished finished) {
        texts.add("end after %s, of %s".formatted(finished.epochs(), finished.keptEpoch()));
      }
    }
    return texts;
  }
}
