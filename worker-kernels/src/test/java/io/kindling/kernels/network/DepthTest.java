package io.kindling.kernels.network;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.Normal;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to values on their way through many layers, as the start of the weights has it. */
class DepthTest {
  private static final int LAYERS = 10;
  private static final int UNITS = 256;
  private static final int ROWS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void glorotKeepsTheVarianceThroughTenTanhLayers(long seed) {
    double[] variances = variances(new GlorotUniform(), new Tanh(), 0.1, seed);

    assertTrue(kept(variances), () -> "seed " + seed + ": " + Arrays.toString(variances));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void heKeepsTheMeanSquareThroughTenReluLayers(long seed) {
    double[] variances = variances(new HeNormal(), new Relu(), 1, seed);

    assertTrue(kept(variances), () -> "seed " + seed + ": " + Arrays.toString(variances));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void smallRandomWeightsLetValuesVanish(long seed) {
    for (LayerSpec activation : List.of(new Tanh(), new Relu())) {
      double[] variances = variances(new Normal(0.01), activation, 1, seed);

      assertTrue(
          variances[LAYERS] < variances[0] / 10,
          () -> activation + ", seed " + seed + ": " + Arrays.toString(variances));
    }
  }

  @Test
  void identityLayersExplodeAndVanishAsPowersOfTheirWeight() {
    JsonNode golden =
        Goldens.read("worked_examples.json")
            .get("identity MLP, W=1.5I and 0.5I, depth 1..20, x=(1,-2)");
    for (String weight : List.of("1.5", "0.5")) {
      for (int depth = 1; depth <= golden.get(weight).size(); depth++) {
        float[] theta = new float[4 * depth];
        for (int layer = 0; layer < depth; layer++) {
          theta[4 * layer] = Float.parseFloat(weight);
          theta[4 * layer + 3] = Float.parseFloat(weight);
        }
        List<LayerSpec> layers = new ArrayList<>();
        for (int layer = 0; layer < depth; layer++) {
          layers.add(new Dense(2, new Constant(0), new Constant(0), false));
        }
        Network network = network(2, layers);
        Workspace workspace = Workspace.forEvaluation(network, 1);
        workspace.input()[0] = 1;
        workspace.input()[1] = -2;

        network.forward(Pass.evaluation(1, theta), workspace);

        assertClose(
            weight + " to the power of " + depth,
            Goldens.doubles(golden.get(weight).get(depth - 1)),
            workspace.logits(),
            FLOAT);
      }
    }
  }

  @Test
  void zeroWeightsLetAllUnitsOfALayerChangeAlike() {
    Objective objective =
        new Objective(
            model(
                4,
                List.of(new Dense(5, new Constant(0)), new Tanh(), new Dense(3, new Constant(0)))));
    float[] theta = objective.network().parameters().initialParameters(1);
    Workspace workspace = Workspace.forTraining(objective.network(), 2);
    Arrays.fill(workspace.weights(), 1f);
    GradientSum sum = new GradientSum(objective.network().parameters());
    for (int step = 0; step < 5; step++) {
      for (int i = 0; i < 8; i++) {
        workspace.input()[i] = i - 3.5f;
      }
      workspace.targets()[0] = 2;
      objective.gradient(2, 0, theta, workspace, sum);
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= sum.gradient()[i];
      }
    }
    for (int unit = 1; unit < 5; unit++) {
      for (int i = 0; i < 4; i++) {
        assertEquals(theta[i], theta[unit * 4 + i], "unit " + unit + ", input " + i);
      }
    }
  }

  @Test
  void withSmallWeightsTanhHasTheLargerFirstGradient() {
    double tanh = firstLayerGradient(new Tanh());
    double sigmoid = firstLayerGradient(new Sigmoid());

    // Their derivatives at 0 are 1 and 1/4.
    assertEquals(4, tanh / sigmoid, 0.1);
  }

  private static double firstLayerGradient(LayerSpec activation) {
    Initializer small = new Normal(0.01);
    Objective objective =
        new Objective(model(20, List.of(new Dense(30, small), activation, new Dense(3, small))));
    float[] theta = objective.network().parameters().initialParameters(1);
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    Arrays.fill(workspace.weights(), 1f);
    for (int i = 0; i < ROWS * 20; i++) {
      workspace.input()[i] = (float) CounterRandom.gaussian(7, i);
    }
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(ROWS, 0, theta, workspace, sum);
    double squares = 0;
    for (int i = 0; i < 600; i++) {
      squares += sum.gradient()[i] * sum.gradient()[i];
    }
    return Math.sqrt(squares);
  }

  private static boolean kept(double[] variances) {
    return Arrays.stream(variances).allMatch(v -> v > variances[0] / 2 && v < variances[0] * 2);
  }

  /** The mean square of the input and behind each layer, for normal inputs of deviation sd. */
  private static double[] variances(
      Initializer initializer, LayerSpec activation, double sd, long seed) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      layers.add(new Dense(UNITS, initializer));
      layers.add(activation);
    }
    layers.add(new Dense(3));
    Network network = network(UNITS, layers);
    float[] theta = network.parameters().initialParameters(seed);
    Workspace workspace = Workspace.forEvaluation(network, ROWS);
    for (int i = 0; i < ROWS * UNITS; i++) {
      workspace.input()[i] = (float) (sd * CounterRandom.gaussian(seed + 100, i));
    }
    network.forward(Pass.evaluation(ROWS, theta), workspace);
    double[] variances = new double[LAYERS + 1];
    for (int layer = 0; layer <= LAYERS; layer++) {
      float[] values = workspace.value(layer);
      for (int i = 0; i < ROWS * UNITS; i++) {
        variances[layer] += (double) values[i] * values[i] / (ROWS * UNITS);
      }
    }
    return variances;
  }

  private static ModelSpec model(int inputs, List<LayerSpec> layers) {
    return new ModelSpec(Shape.vector(inputs), NetworkSpec.of(layers), new SoftmaxCrossEntropy());
  }

  private static Network network(int inputs, List<LayerSpec> layers) {
    return model(inputs, layers).compile();
  }
}
