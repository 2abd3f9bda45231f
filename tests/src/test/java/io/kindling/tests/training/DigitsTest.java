package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** The sample digits are a real task, and the sample network solves it in few steps. */
class DigitsTest {
  @Test
  void theSampleNetworkReaches97PercentInHalfOfItsSteps() {
    List<TrainingEvent.EpochCompleted> epochs = train("digits.yaml");
    TrainingEvent.EpochCompleted middle = epochs.get(epochs.size() / 2 - 1);
    TrainingEvent.EpochCompleted last = epochs.get(epochs.size() - 1);
    System.out.printf(
        "digits.yaml: accuracy %.4f after %d steps, %.4f after %d%n",
        accuracy(middle), middle.step(), accuracy(last), last.step());
    assertAll(
        () -> assertEquals(315, middle.step()),
        () -> assertTrue(accuracy(middle) >= 0.97, "accuracy " + accuracy(middle)),
        () -> assertTrue(accuracy(last) >= 0.97, "accuracy " + accuracy(last)));
  }

  @Test
  void softmaxRegressionAloneStaysBelow92Percent() {
    List<TrainingEvent.EpochCompleted> epochs = train("digits-linear.yaml");
    double best = epochs.stream().mapToDouble(DigitsTest::accuracy).max().orElseThrow();
    System.out.printf("digits-linear.yaml: best accuracy %.4f%n", best);
    assertAll(
        () -> assertTrue(best < 0.92, "best accuracy " + best),
        () -> assertTrue(best > 0.6, "it learns, too: best accuracy " + best));
  }

  private static List<TrainingEvent.EpochCompleted> train(String config) {
    RunConfig run = RunConfig.read(Project.sampleData().resolve(config), Map.of());
    List<TrainingEvent.EpochCompleted> epochs = new ArrayList<>();
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      Trainer.on(context)
          .data(run.data())
          .listener(
              event -> {
                if (event instanceof TrainingEvent.EpochCompleted epoch) {
                  epochs.add(epoch);
                }
              })
          .build(run.training())
          .train();
    }
    return epochs;
  }

  private static double accuracy(TrainingEvent.EpochCompleted epoch) {
    return epoch.validation().orElseThrow().getOrDefault("accuracy", Double.NaN);
  }
}
