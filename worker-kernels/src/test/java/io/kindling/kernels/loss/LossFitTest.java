package io.kindling.kernels.loss;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What network and what targets each loss is for. */
class LossFitTest {
  /** A loss, its task, whether it takes logits, and its targets for three outputs. */
  private record Fit(Loss loss, Task task, boolean logits, TargetRange targets) {}

  private static final List<Fit> FITS =
      List.of(
          new Fit(new SoftmaxCrossEntropy(), Task.MULTICLASS, true, new TargetRange(1, 3)),
          new Fit(new BinaryCrossEntropy(), Task.MULTICLASS, true, new TargetRange(1, 2)),
          new Fit(new SigmoidCrossEntropy(), Task.MULTILABEL, true, new TargetRange(3, 2)),
          new Fit(new SquaredError(), Task.REGRESSION, false, new TargetRange(3, 0)),
          new Fit(new AbsoluteError(), Task.REGRESSION, false, new TargetRange(3, 0)),
          new Fit(new Huber(), Task.REGRESSION, false, new TargetRange(3, 0)));

  static Stream<Arguments> fits() {
    return FITS.stream()
        .map(fit -> Arguments.of(fit.loss(), fit.task(), fit.logits(), fit.targets()));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void aLossSaysWhatItsOutputsAndTargetsMean(
      Loss loss, Task task, boolean logits, TargetRange targets) {
    assertEquals(task, loss.task());
    assertEquals(logits, loss.takesLogits());
    assertEquals(targets, loss.targets(3));
  }

  @Test
  void everyLossIsInTheTable() {
    assertEquals(
        List.copyOf(Loss.CATALOGUE.names()),
        FITS.stream().map(fit -> Loss.CATALOGUE.nameOf(fit.loss())).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          softmax_cross_entropy | 1 | softmax_cross_entropy needs an output per class, at least 2, got 1; for two classes and one output take binary_cross_entropy
          binary_cross_entropy  | 2 | binary_cross_entropy needs exactly 1 output, got 2; for several classes take softmax_cross_entropy
          """)
  void anUnsuitableNumberOfOutputsIsRefused(String name, int outputs, String message) {
    Loss loss = named(name);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> loss.checkOutputs(outputs))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "softmax_cross_entropy, 2",
    "softmax_cross_entropy, 1000",
    "binary_cross_entropy, 1",
    "sigmoid_cross_entropy, 1",
    "squared_error, 7"
  })
  void aSuitableNumberOfOutputsIsTaken(String name, int outputs) {
    assertDoesNotThrow(() -> named(name).checkOutputs(outputs));
  }

  @Test
  void aLossWithoutClassesDecidesNothing() {
    assertEquals(
        "sigmoid_cross_entropy does not predict one class a row",
        assertThrows(
                IllegalStateException.class,
                () -> new SigmoidCrossEntropy().decide(new float[] {1}, 0, 1))
            .getMessage());
  }

  private static Loss named(String name) {
    return FITS.stream()
        .map(Fit::loss)
        .filter(loss -> Loss.CATALOGUE.nameOf(loss).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
