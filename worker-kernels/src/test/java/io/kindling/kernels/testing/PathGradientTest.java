package io.kindling.kernels.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.math.GaussLegendre;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.OutputFunction;
import io.kindling.kernels.network.PathGradient;
import io.kindling.kernels.network.PathIntegral;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients along paths: those of linear models as they must be, others by finite differences. */
final class PathGradientTest {
  private static final double STEP = 1e-5;
  private static final GaussLegendre RULE = new GaussLegendre(40);

  @Test
  void aLinearModelAttributesToEachInputItsWeightTimesItsWay() {
    ModelSpec model = spec(4, NetworkSpec.of(new Dense(2)));
    float[] theta = {9, 9, 9, 9, 1, -2, 0.5f, 3, 5, 7}; // two rows of weights, then biases
    float[] baseline = {1, 1, 1, 1};
    float[] row = {3, 4, -1, 1};
    PathIntegral found =
        new PathGradient(model, theta).integrate(baseline, row, output(1, 2), RULE);
    assertEquals(List.of(2.0, -6.0, -1.0, 0.0), rounded(found.attributions()));
    assertEquals(List.of(9.5, 4.5), rounded(new double[] {first(found), last(found)}));
  }

  static Stream<SampleProblem> problems() {
    return SampleProblem.all(3, 4, 5)
        .filter(problem -> problem.model().loss() instanceof SquaredError || isClassic(problem))
        .filter(SampleProblem::evaluatesAsItTrains)
        .filter(PathGradientTest::isWithoutEmbedding);
  }

  private static boolean isClassic(SampleProblem problem) {
    return problem.toString().contains(", softmax_cross_entropy,");
  }

  private static boolean isWithoutEmbedding(SampleProblem problem) {
    return problem.model().network().layers().stream().noneMatch(Embedding.class::isInstance);
  }

  /** The reference has the same rule, so kinks that a path crosses are the same error in both. */
  @ParameterizedTest
  @MethodSource("problems")
  void everyLayerGivesTheGradientOfFiniteDifferences(SampleProblem problem) {
    float[] theta = problem.parameters(5);
    double[][] rows = problem.batch(6).inputs();
    ReferenceNetwork reference = new ReferenceNetwork(problem.model(), DropoutMask.none());
    int outputs = problem.model().compile().outputs();
    double[] expected = new double[rows[0].length];
    for (int k = 0; k < RULE.size(); k++) {
      double[] at = between(rows[0], rows[1], RULE.node(k));
      for (int i = 0; i < expected.length; i++) {
        double slope =
            (value(reference, moved(at, i, STEP), theta)
                    - value(reference, moved(at, i, -STEP), theta))
                / (2 * STEP);
        expected[i] += RULE.weight(k) * slope * (rows[1][i] - rows[0][i]);
      }
    }
    PathIntegral found =
        new PathGradient(problem.model(), theta)
            .integrate(narrow(rows[0]), narrow(rows[1]), output(0, outputs), RULE);
    Tolerance.assertClose(problem.toString(), expected, found.attributions(), 1e-4);
    Tolerance.assertClose(
        "the ends",
        new double[] {value(reference, rows[0], theta), value(reference, rows[1], theta)},
        new double[] {first(found), last(found)},
        1e-5);
  }

  @Test
  void batchNormalisationGoesByItsRunningStatisticsAndAttributionsAddUp() {
    NetworkSpec network =
        NetworkSpec.of(new Dense(6), new BatchNorm(0.1, 0.1), new Tanh(), new Dense(1));
    ModelSpec model = spec(4, network);
    float[] theta = random(model);
    for (ParameterSlice slice : model.compile().parameters().slices()) {
      for (int i = slice.offset(); i < slice.end() && slice.name().contains("variance"); i++) {
        theta[i] = 1.5f + Math.abs(theta[i]);
      }
    }
    assertAddsUp(model, theta, new float[4], new float[] {1, -2, 0.5f, 3});
  }

  @Test
  void anEmbeddedCategoryIsAttributedWhatItsVectorIs() {
    ModelSpec model = spec(2, NetworkSpec.of(new Embedding(3, 2), new Dense(1)));
    float[] theta = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 7}; // vectors, weights, bias
    PathGradient gradient = new PathGradient(model, theta);
    float[] row = {2, 1};
    PathIntegral fromNothing =
        gradient.integrate(new float[] {Float.NaN, Float.NaN}, row, output(0, 1), RULE);
    assertEquals(
        List.of(10.0 * 5 + 20 * 6, 30.0 * 3 + 40 * 4), rounded(fromNothing.attributions()));
    assertEquals(7, first(fromNothing), 1e-6);
    PathIntegral fromAnother = gradient.integrate(new float[] {0, 1}, row, output(0, 1), RULE);
    assertEquals(List.of(10.0 * 4 + 20 * 4, 0.0), rounded(fromAnother.attributions()));
  }

  @Test
  void embeddedAndOtherInputsOfOneNetworkAddUp() {
    NetworkSpec network =
        NetworkSpec.graph(
            NetworkNode.chain("words", "input", new Slice(0, 2), new Embedding(4, 3), new Tanh()),
            NetworkNode.chain("numbers", "input", new Slice(2, 5), new Dense(4), new Tanh()),
            NetworkNode.concat("both", List.of("words", "numbers"), new Dense(5), new Tanh()),
            NetworkNode.chain("head", "both", new Dense(1)));
    ModelSpec model = spec(5, network);
    float[] baseline = {Float.NaN, 3, 0, 0.25f, 0};
    assertAddsUp(model, random(model), baseline, new float[] {1, 0, 2, -1, 0.5f});
  }

  private static void assertAddsUp(ModelSpec model, float[] theta, float[] baseline, float[] row) {
    PathIntegral found =
        new PathGradient(model, theta)
            .integrate(baseline, row, output(0, 1), new GaussLegendre(100));
    double sum = Arrays.stream(found.attributions()).sum();
    assertEquals(last(found) - first(found), sum, 1e-5);
  }

  private static float[] random(ModelSpec model) {
    float[] theta = new float[model.compile().parameters().size()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (float) CounterRandom.gaussian(3, i);
    }
    return theta;
  }

  private static ModelSpec spec(int inputs, NetworkSpec network) {
    return new ModelSpec(Shape.vector(inputs), network, new SquaredError());
  }

  private static OutputFunction output(int which, int outputs) {
    return new OutputFunction() {
      @Override
      public double value(float[] values, int from) {
        return values[from + which];
      }

      @Override
      public void derive(float[] values, int from, float[] gradient) {
        Arrays.fill(gradient, from, from + outputs, 0f);
        gradient[from + which] = 1;
      }
    };
  }

  private static double value(ReferenceNetwork reference, double[] row, float[] theta) {
    return reference.logits(Batch.of(row), Tolerance.widen(theta))[0][0];
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] at = new double[from.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = from[i] + share * (to[i] - from[i]);
    }
    return at;
  }

  private static double[] moved(double[] at, int input, double by) {
    double[] moved = at.clone();
    moved[input] += by;
    return moved;
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static double first(PathIntegral integral) {
    return integral.outputs()[0];
  }

  private static double last(PathIntegral integral) {
    return integral.outputs()[integral.outputs().length - 1];
  }

  private static List<Double> rounded(double[] values) {
    return Arrays.stream(values).map(value -> Math.rint(value * 1e4) / 1e4 + 0.0).boxed().toList();
  }
}
