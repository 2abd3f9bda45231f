package io.kindling.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.OutputLoss;
import io.kindling.kernels.loss.RegressionLoss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.check.OnnxOutputs;
import io.kindling.onnx.testing.Differences;
import io.kindling.onnx.testing.Model;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a graph says of a row. */
final class PredictionsTest {
  private static final String[][] NO_TEXTS = new String[0][];
  private static final float[][] ROWS = {{3, -2}, {-3, 2}, {0, 0.1f}};

  private static Model model(
      Loss loss, int outputs, Preprocessing preprocessing, String... classes) {
    return Model.of(
        Shape.vector(2),
        NetworkSpec.of(new Dense(outputs)),
        loss,
        preprocessing,
        new Labels(List.of("kind"), List.of(classes)),
        7);
  }

  private static Preprocessing plain() {
    return Preprocessing.of(Scaling.none(2));
  }

  /** The class of the largest output of each row, as the model decides. */
  private static List<String> expected(Model model, List<String> classes) {
    float[] outputs = model.predict(ROWS);
    int width = outputs.length / ROWS.length;
    return IntStream.range(0, ROWS.length)
        .mapToObj(
            row -> {
              if (width == 1) {
                return classes.get(outputs[row] > 0.5 ? 1 : 0);
              }
              int best = 0;
              for (int i = 1; i < width; i++) {
                best = outputs[row * width + i] > outputs[row * width + best] ? i : best;
              }
              return classes.get(best);
            })
        .toList();
  }

  @Test
  void classesGoByTheirNames() {
    Model model = model(new SoftmaxCrossEntropy(), 3, plain(), "rot", "grün", "blau");
    assertEquals(List.of("label", "probabilities"), model.onnx().outputs());
    OnnxOutputs outputs = Differences.score(model, ROWS, NO_TEXTS);
    assertEquals(expected(model, List.of("rot", "grün", "blau")), outputs.texts("label"));
    assertEquals(3, outputs.numbers("probabilities")[0].length);
  }

  @Test
  void ofOneOutputBothClassesHaveTheirProbability() {
    Model model = model(new BinaryCrossEntropy(), 1, plain(), "no", "yes");
    OnnxOutputs outputs = Differences.score(model, ROWS, NO_TEXTS);
    assertEquals(expected(model, List.of("no", "yes")), outputs.texts("label"));
    for (float[] row : outputs.numbers("probabilities")) {
      assertEquals(1, row[0] + row[1], 1e-6);
    }
    assertTrue(Differences.largest(model, ROWS, NO_TEXTS) <= 1e-5);
  }

  @Test
  void classesWithoutNamesGoByTheirNumbers() {
    Model model = model(new SoftmaxCrossEntropy(), 3, plain());
    assertEquals(
        expected(model, List.of("0", "1", "2")),
        Differences.score(model, ROWS, NO_TEXTS).texts("label"));
  }

  @Test
  void aRowWhoseOutputsAreNoNumbersHasNoClass() {
    float[][] rows = {{1, Float.NaN}, {1, 1}};
    Model softmax = model(new SoftmaxCrossEntropy(), 2, plain(), "a", "b");
    Model sigmoid = model(new BinaryCrossEntropy(), 1, plain(), "a", "b");
    for (Model model : List.of(softmax, sigmoid)) {
      List<String> labels = Differences.score(model, rows, NO_TEXTS).texts("label");
      assertEquals("", labels.get(0));
      assertTrue(List.of("a", "b").contains(labels.get(1)));
    }
  }

  @Test
  void valuesAreInTheUnitsOfTheData() {
    TargetScale prices =
        new TargetScale(ScaleMode.STANDARDIZE, new float[] {200_000}, new float[] {1e-5f});
    Model model = model(new SquaredError(), 1, plain().withTargets(prices));
    float[][] values = Differences.score(model, ROWS, NO_TEXTS).numbers("values");
    float[] expected = model.predict(ROWS);
    for (int row = 0; row < ROWS.length; row++) {
      assertEquals(expected[row], values[row][0], Math.abs(expected[row]) * 1e-6);
    }
  }

  /** A column of that name keeps it. */
  @Test
  void anOutputMakesWayForAColumn() {
    List<Column> columns =
        List.of(new Column("label", new Numeric()), new Column("values", new Numeric()));
    Preprocessing preprocessing =
        new Preprocessing(columns, MissingMode.ERROR, new float[0], Scaling.none(2));
    Model model = model(new SquaredError(), 2, preprocessing);
    assertEquals(List.of("values_2"), model.onnx().outputs());
    assertTrue(Differences.largest(model, ROWS, NO_TEXTS) <= 1e-5);
  }

  @Test
  void everyLossOfTheCatalogueHasPredictions() {
    Loss.CATALOGUE
        .kinds()
        .values()
        .forEach(kind -> PredictionNodes.check(Loss.CATALOGUE.read(declared(kind))));
  }

  private static Setting declared(Class<? extends Loss> kind) {
    return Setting.scalar(
        "loss",
        Loss.CATALOGUE.kinds().entrySet().stream()
            .filter(entry -> entry.getValue() == kind)
            .findFirst()
            .orElseThrow()
            .getKey());
  }

  /** Its outputs are predictions as they are, whatever it makes small. */
  record Quartic() implements RegressionLoss {
    @Override
    public double loss(double output, double target) {
      return Math.pow(output - target, 4);
    }

    @Override
    public double derivative(double output, double target) {
      return 4 * Math.pow(output - target, 3);
    }
  }

  /** What it makes of outputs is its own. */
  record Squashed() implements OutputLoss {
    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    @Override
    public boolean takesLogits() {
      return true;
    }

    @Override
    public TargetRange targets(int outputs) {
      return TargetRange.numbers(outputs);
    }

    @Override
    public double loss(double output, double target) {
      return Math.abs(output - target);
    }

    @Override
    public double derivative(double output, double target) {
      return Math.signum(output - target);
    }

    @Override
    public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {}
  }

  @Test
  void aLossOfRegressionOfSomebodyElseIsTaken() {
    assertTrue(Differences.largest(model(new Quartic(), 2, plain()), ROWS, NO_TEXTS) <= 1e-5);
  }

  @Test
  void anotherLossOfSomebodyElseIsRefusedByItsName() {
    assertEquals(
        "loss: found %s, expected a loss of Kindling itself or of regression, which alone can be written as ONNX"
            .formatted(Squashed.class.getName()),
        assertThrows(InvalidInputException.class, model(new Squashed(), 2, plain())::onnx)
            .getMessage());
  }

  @Test
  void theBytesOfTwoExportsAreTheSame() {
    Model model = model(new SoftmaxCrossEntropy(), 3, plain(), "a", "b", "c");
    assertArrayEquals(Model.bytes(model.onnx()), Model.bytes(model.onnx()));
  }
}
