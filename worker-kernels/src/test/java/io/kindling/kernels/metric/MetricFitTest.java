package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Metric.Aim;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each metric measures, and which of its values are better. */
class MetricFitTest {
  private static final Set<Task> CLASSES = Set.of(Task.MULTICLASS);
  private static final Set<Task> CLASSES_AND_LABELS = Set.of(Task.MULTICLASS, Task.MULTILABEL);
  private static final Set<Task> NUMBERS = Set.of(Task.REGRESSION);

  private record Fit(Metric metric, Set<Task> tasks, Aim aim) {}

  private static final List<Fit> FITS =
      List.of(
          new Fit(new Accuracy(), CLASSES_AND_LABELS, Aim.HIGH),
          new Fit(new TopK(2), CLASSES, Aim.HIGH),
          new Fit(new Precision(), CLASSES_AND_LABELS, Aim.HIGH),
          new Fit(new Recall(), CLASSES_AND_LABELS, Aim.HIGH),
          new Fit(new F1(), CLASSES_AND_LABELS, Aim.HIGH),
          new Fit(new RocAuc(), CLASSES, Aim.HIGH),
          new Fit(new PrAuc(), CLASSES, Aim.HIGH),
          new Fit(new LogLoss(), CLASSES_AND_LABELS, Aim.LOW),
          new Fit(new ConfusionMatrix(), CLASSES, Aim.NONE),
          new Fit(new Calibration(), CLASSES_AND_LABELS, Aim.NONE),
          new Fit(new RocCurve(), CLASSES_AND_LABELS, Aim.NONE),
          new Fit(new Mse(), NUMBERS, Aim.LOW),
          new Fit(new Mae(), NUMBERS, Aim.LOW),
          new Fit(new R2(), NUMBERS, Aim.HIGH));

  static Stream<Arguments> fits() {
    return FITS.stream().map(fit -> Arguments.of(fit.metric(), fit.tasks(), fit.aim()));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void aMetricSaysWhatItMeasuresAndWhichValuesAreBetter(Metric metric, Set<Task> tasks, Aim aim) {
    assertEquals(tasks, metric.tasks());
    assertEquals(aim, metric.aim());
  }

  @Test
  void everyMetricIsInTheTable() {
    assertEquals(
        List.copyOf(Metric.CATALOGUE.names()),
        FITS.stream().map(fit -> Metric.CATALOGUE.nameOf(fit.metric())).toList());
  }

  @Test
  void unlessNamedTheMetricIsAccuracyOrForNumbersTheAbsoluteError() {
    assertEquals(List.of(new Accuracy()), Metric.defaultsFor(new BinaryCrossEntropy()));
    assertEquals(List.of(new Accuracy()), Metric.defaultsFor(new SigmoidCrossEntropy()));
    assertEquals(List.of(new Mae(), new R2()), Metric.defaultsFor(new Huber()));
  }

  @Test
  void aMeanIsUndefinedWhereOutputsAreNotFinite() {
    assertEquals("some outputs are not finite numbers", new Mse().whyUndefined());
  }

  static Stream<Arguments> ofTwoClasses() {
    Loss softmax = new SoftmaxCrossEntropy();
    return Stream.of(
        Arguments.of(new RocAuc(), softmax, 2),
        Arguments.of(new PrAuc(), softmax, 2),
        Arguments.of(new RocAuc(), new BinaryCrossEntropy(), 1),
        Arguments.of(new PrAuc(), new BinaryCrossEntropy(), 1),
        Arguments.of(new TopK(1), softmax, 2));
  }

  @ParameterizedTest
  @MethodSource("ofTwoClasses")
  void twoClassesAreMeasured(Metric metric, Loss loss, int outputs) {
    assertDoesNotThrow(() -> metric.check(loss, outputs));
  }

  private record Needing(long needed) implements Metric {
    @Override
    public Set<Task> tasks() {
      return CLASSES;
    }

    @Override
    public long sums(int outputs) {
      return needed;
    }

    @Override
    public void add(ScoredRows rows, double[] sums, int offset) {}

    @Override
    public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {}
  }

  @Test
  void asManySumsAsAnArrayCanHoldAreTaken() {
    List<Metric> metrics = List.of(new Needing(Metric.MOST_SUMS - 5), new Needing(5));
    assertDoesNotThrow(() -> Metric.checkAll(metrics, new SoftmaxCrossEntropy(), 3));
  }
}
