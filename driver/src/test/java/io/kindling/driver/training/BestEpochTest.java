package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.ConfusionMatrix;
import io.kindling.kernels.metric.LogLoss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.TopK;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which epoch is the best, and when the next ones are no longer worth waiting for. */
final class BestEpochTest {
  private static final List<Metric> METRICS =
      List.of(new Accuracy(), new LogLoss(), new TopK(3), new ConfusionMatrix());
  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @CsvSource({"loss, 2", "log_loss, 2", "accuracy, 3", "top_3, 3"})
  void aLossIsBetterLowerAndAccuracyHigher(String metric, int best) {
    assertEquals(best, after(EarlyStopping.best(metric), 0.5, 0.2, 0.7, 0.3).keptEpoch());
  }

  @Test
  void anEqualEpochIsNotBetter() {
    assertEquals(2, after(EarlyStopping.best("loss"), 0.5, 0.2, 0.2).keptEpoch());
  }

  @Test
  void aSmallGainCountsOnlyAboveMinDelta() {
    EarlyStopping monitor = new EarlyStopping("accuracy", Optional.empty(), 0.1, true);
    assertEquals(3, after(monitor, 0.5, 0.59, 0.61, 0.7).keptEpoch());
  }

  @Test
  void whatIsNoNumberIsNeverBetter() {
    assertEquals(2, after(EarlyStopping.best("loss"), NAN, 0.4, NAN, 0.5).keptEpoch());
  }

  @Test
  void whatIsNeverDefinedNeitherStopsNorChoosesAndSaysSo() {
    BestEpoch best = after(EarlyStopping.best("loss").withPatience(1), NAN, NAN, NAN);
    assertEquals(false, best.isOver());
    assertEquals(3, best.keptEpoch());
    assertEquals(
        List.of(
            "loss was undefined in every epoch, so it could neither stop training nor choose an"
                + " epoch: the model is that of the last one"),
        best.warnings());
    assertEquals(List.of(), after(EarlyStopping.best("loss"), NAN, 0.5).warnings());
  }

  @Test
  void epochsBeforeTheFirstDefinedOneAreNotCountedAsWorse() {
    EarlyStopping stopping = EarlyStopping.best("loss").withPatience(2);
    assertEquals(false, after(stopping, NAN, NAN, NAN, 0.5, 0.6).isOver());
    assertEquals(true, after(stopping, NAN, NAN, NAN, 0.5, NAN, 0.6).isOver());
  }

  @Test
  void patienceRunsOutAfterSoManyEpochsThatAreNotBetter() {
    EarlyStopping monitor = EarlyStopping.best("loss").withPatience(2);
    assertEquals(false, after(monitor, 0.5, 0.6, 0.4, 0.5).isOver());
    assertEquals(true, after(monitor, 0.5, 0.6, 0.4, 0.5, 0.4).isOver());
  }

  @Test
  void withoutPatienceItNeverEnds() {
    assertEquals(false, after(EarlyStopping.best("loss"), 1, 2, 3, 4, 5, 6, 7, 8, 9).isOver());
  }

  @Test
  void theBestParametersAreACopy() {
    BestEpoch best = after(EarlyStopping.best("loss"), 0.5, 0.2, 0.7);
    assertArrayEquals(new float[] {2}, best.kept(new float[] {9}));
  }

  @Test
  void theLastParametersAreNotCopied() {
    float[] last = {9};
    BestEpoch best = after(EarlyStopping.NONE, 0.5, 0.2, 0.7);
    assertSame(last, best.kept(last));
    assertEquals(3, best.keptEpoch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"confusion_matrix", "f1", "top_5"})
  void onlySingleValuesThatAreMeasuredCanBeWatched(String metric) {
    assertEquals(
        "training.monitor.metric: found '%s', expected loss, or one of 'metrics' that is a single value"
            .formatted(metric),
        assertThrows(
                InvalidInputException.class,
                () -> new BestEpoch(EarlyStopping.best(metric), METRICS))
            .getMessage());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> EarlyStopping.best("loss").withPatience(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EarlyStopping("loss", Optional.empty(), -1, true));
  }

  /**
   * After epochs with these values, whose parameters are their numbers; none follows once it is
   * over.
   */
  private static BestEpoch after(EarlyStopping monitor, double... values) {
    BestEpoch best = new BestEpoch(monitor, METRICS);
    float[] parameters = new float[1];
    for (int i = 0; i < values.length && !best.isOver(); i++) {
      parameters[0]++;
      best.note(Map.of(monitor.metric(), values[i]), parameters);
    }
    return best;
  }
}
