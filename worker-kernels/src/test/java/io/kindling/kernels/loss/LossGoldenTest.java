package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("losses.json");
  private static final int ROWS = GOLDENS.get("z").size();
  private static final int OUTPUTS = GOLDENS.get("z").get(0).size();

  /** A case: the loss, its targets, the rows' weights, and how many columns of outputs it takes. */
  private record Case(Loss loss, String targets, String weights, int outputs) {}

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    Loss softmax = new SoftmaxCrossEntropy();
    cases.put("softmax_cross_entropy", new Case(softmax, "labels", "", OUTPUTS));
    cases.put(
        "softmax_cross_entropy_sample_weighted(sum w l / sum w)",
        new Case(softmax, "labels", "sample_weight", OUTPUTS));
    cases.put(
        "softmax_cross_entropy_class_weighted(sum cw[y] l / sum cw[y])",
        new Case(softmax, "labels", "class_weight", OUTPUTS));
    cases.put(
        "softmax_cross_entropy_label_smoothing(0.1)",
        new Case(new SoftmaxCrossEntropy(0.1), "labels", "", OUTPUTS));
    cases.put(
        "sigmoid_cross_entropy(multi-label)",
        new Case(new SigmoidCrossEntropy(), "labels01", "", OUTPUTS));
    cases.put(
        "sigmoid_cross_entropy(binary: column 0 only)",
        new Case(new BinaryCrossEntropy(), "labels01", "", 1));
    cases.put("l2(squared error)", new Case(new SquaredError(), "targets", "", OUTPUTS));
    cases.put("l1(absolute error)", new Case(new AbsoluteError(), "targets", "", OUTPUTS));
    cases.put("huber(delta=1)", new Case(new Huber(1), "targets", "", OUTPUTS));
    return cases;
  }

  static Stream<String> names() {
    return cases().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void lossAndGradientAreThoseOfPyTorch(String name) {
    Case given = cases().getOrDefault(name, new Case(new SquaredError(), "", "", 0));
    float[] targets = Goldens.floats(GOLDENS.get(given.targets()));
    boolean perOutput = targets.length == ROWS * OUTPUTS;
    float[] weights = weights(given.weights());
    float[] sums = new float[ROWS * given.outputs()];

    double sum =
        given
            .loss()
            .evaluate(
                new VectorMath(),
                ROWS,
                given.outputs(),
                columns(Goldens.floats(GOLDENS.get("z")), given.outputs()),
                perOutput ? columns(targets, given.outputs()) : targets,
                weights,
                sums);

    double weight = 0;
    for (float w : weights) {
      weight += w;
    }
    double[] gradient = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      gradient[i] = sums[i] / weight;
    }
    JsonNode golden = GOLDENS.get("losses").get(name);
    double[] expected = columns(Goldens.doubles(golden.get("dz")), given.outputs());
    assertClose("loss", golden.get("loss").doubleValue(), sum / weight, FLOAT);
    assertClose("gradient", expected, gradient, FLOAT);
  }

  @Test
  void everyGoldenLossIsCompared() {
    TreeSet<String> golden = new TreeSet<>();
    GOLDENS.get("losses").fieldNames().forEachRemaining(golden::add);
    assertEquals(golden, new TreeSet<>(cases().keySet()));
  }

  @Test
  void everyLossHasGoldenValues() {
    TreeSet<String> compared = new TreeSet<>();
    cases().values().forEach(given -> compared.add(Loss.CATALOGUE.nameOf(given.loss())));
    assertEquals(new TreeSet<>(Loss.CATALOGUE.names()), compared);
  }

  private static float[] weights(String name) {
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1f);
    if (name.equals("sample_weight")) {
      return Goldens.floats(GOLDENS.get(name));
    }
    if (name.equals("class_weight")) {
      float[] ofClass = Goldens.floats(GOLDENS.get(name));
      for (int row = 0; row < ROWS; row++) {
        weights[row] = ofClass[GOLDENS.get("labels").get(row).intValue()];
      }
    }
    return weights;
  }

  private static float[] columns(float[] matrix, int count) {
    float[] columns = new float[ROWS * count];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(matrix, row * OUTPUTS, columns, row * count, count);
    }
    return columns;
  }

  private static double[] columns(double[] matrix, int count) {
    double[] columns = new double[ROWS * count];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(matrix, row * OUTPUTS, columns, row * count, count);
    }
    return columns;
  }
}
