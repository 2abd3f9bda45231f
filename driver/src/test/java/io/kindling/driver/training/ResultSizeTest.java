package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Spark's limit on what the tasks of a job return, which ended large networks in a step. */
final class ResultSizeTest {
  private static final int UNITS = 5000;
  private static final int BYTES = 4 * (5 * UNITS + UNITS + UNITS * 3 + 3);

  @Test
  void aLimitBelowWhatAStepReturnsIsRefusedBeforeTheFirst() {
    assertEquals(
        "spark.driver.maxResultSize: found 50k, expected at least %,d bytes, which a step returns"
                .formatted(2 * BYTES)
            + " to the driver, or 0 for no limit, set before Spark starts",
        refusal(train(Map.of("spark.driver.maxResultSize", "50k"), false)));
  }

  @Test
  void aSumFinishedByTheExecutorsReturnsOnce() {
    Map<String, String> settings =
        Map.of("spark.driver.maxResultSize", "50k", "spark.kindling.mostDirectBytes", "0");
    assertTrue(refusal(train(settings, false)).contains("at least %,d bytes".formatted(BYTES)));
  }

  @Test
  void roundsReturnMomentsToo() {
    Map<String, String> settings =
        Map.of("spark.driver.maxResultSize", "50k", "spark.kindling.mostDirectBytes", "0");
    assertTrue(refusal(train(settings, true)).contains("at least %,d bytes".formatted(3 * BYTES)));
  }

  @Test
  void aLimitThatSufficesIsNoneToTrainingAndSoIsZero() {
    for (String limit : List.of("10m", "0")) {
      assertEquals("", refusal(train(Map.of("spark.driver.maxResultSize", limit), false)));
    }
  }

  @Test
  void theCommandLineSetsNoLimitWhereTheUserSetsNone() {
    String name = "spark.driver.maxResultSize";
    assertEquals("0", StepSettings.applyTo(new SparkConf(false)).get(name));
    assertEquals("2g", StepSettings.applyTo(new SparkConf(false).set(name, "2g")).get(name));
  }

  private static Runnable train(Map<String, String> settings, boolean rounds) {
    return () -> {
      try (JavaSparkContext context = LocalSpark.start(2, settings)) {
        TrainerBuilder builder =
            TinyTraining.on(context, 2).network(new Dense(UNITS), new Dense(3)).epochs(1);
        if (rounds) {
          builder.sync(new LocalSteps(2));
        }
        builder.build().train();
      }
    };
  }

  /** What a training is refused with; nothing if it is not. */
  private static String refusal(Runnable training) {
    try {
      training.run();
      return "";
    } catch (InvalidInputException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
