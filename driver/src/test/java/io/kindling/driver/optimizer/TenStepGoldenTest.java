package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.OptimizerKey;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.Relu;
import io.kindling.kernels.layer.Sigmoid;
import io.kindling.kernels.layer.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of whole networks, as PyTorch takes them: kernels, division and optimizer together. */
final class TenStepGoldenTest {
  private static final JsonNode CASES = Goldens.read("networks.json").get("cases");
  private static final double BOUND = 1e-4;
  private static final int STEPS = 10;
  private static final String RELU = "dense-relu-dense, softmax cross-entropy, adam(lr=0.01)";
  private static final String SIGMOID =
      "dense-sigmoid-dense, binary cross-entropy, momentum(lr=0.05,momentum=0.9)";
  private static final String TANH = "deep tanh (6 layers), softmax cross-entropy, adam(lr=0.01)";

  private static final Map<String, Loss> LOSSES =
      Map.of(
          "softmax cross-entropy", new SoftmaxCrossEntropy(),
          "binary cross-entropy", new BinaryCrossEntropy());
  private static final Map<String, LayerSpec> ACTIVATIONS =
      Map.of("ReLU()", new Relu(), "Sigmoid()", new Sigmoid(), "Tanh()", new Tanh());

  @ParameterizedTest
  @ValueSource(strings = {RELU, SIGMOID, TANH})
  void theLossBeforeEachStepIsThatOfPyTorch(String name) {
    double[] losses = new double[STEPS];
    train(name, losses);
    Goldens.assertClose("losses", Goldens.doubles(CASES.get(name).get("losses")), losses, BOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {RELU, SIGMOID, TANH})
  void theWeightsAfterTenStepsAreThoseOfPyTorch(String name) {
    float[] theta = train(name, new double[STEPS]);
    for (ParameterSlice slice : slices(name)) {
      double[] expected = Goldens.doubles(CASES.get(name).get("final").get(slice.name()));
      float[] actual = Arrays.copyOfRange(theta, slice.offset(), slice.end());
      Goldens.assertClose(slice.name(), expected, actual, BOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RELU, SIGMOID, TANH})
  void everyTensorOfPyTorchHasASlice(String name) {
    List<String> tensors = new ArrayList<>();
    CASES.get(name).get("initial").fieldNames().forEachRemaining(tensors::add);
    assertEquals(tensors, slices(name).stream().map(ParameterSlice::name).toList());
  }

  private static float[] train(String name, double[] losses) {
    JsonNode golden = CASES.get(name);
    Objective objective = new Objective(model(name));
    int rows = golden.get("x").size();
    Workspace workspace = Workspace.forTraining(objective.network(), rows);
    copy(golden.get("x"), workspace.input(), 0);
    copy(golden.get("y"), workspace.targets(), 0);
    Arrays.fill(workspace.weights(), 1f);
    float[] theta = new float[objective.network().parameters().size()];
    for (ParameterSlice slice : slices(name)) {
      copy(golden.get("initial").get(slice.name()), theta, slice.offset());
    }
    Optimizer optimizer = OptimizerKey.parse(name.substring(name.lastIndexOf(' ') + 1)).optimizer();
    Learner learner = new Learner(objective.network(), UpdateRule.of(optimizer), STEPS, theta);
    GradientSum sum = new GradientSum(objective.network().parameters());
    for (int step = 0; step < STEPS; step++) {
      objective.gradient(Pass.training(rows, step), theta, workspace, sum);
      losses[step] = sum.loss() / sum.weight();
      learner.step(sum, List.of());
    }
    return theta;
  }

  private static void copy(JsonNode array, float[] target, int offset) {
    float[] values = Goldens.floats(array);
    System.arraycopy(values, 0, target, offset, values.length);
  }

  private static List<ParameterSlice> slices(String name) {
    return model(name).compile().parameters().slices();
  }

  private static ModelSpec model(String name) {
    JsonNode golden = CASES.get(name);
    List<LayerSpec> layers = new ArrayList<>();
    for (JsonNode layer : golden.get("layers")) {
      layers.add(layer(layer.textValue()));
    }
    Loss loss = Objects.requireNonNull(LOSSES.get(name.split(", ", -1)[1]), name);
    return new ModelSpec(Shape.vector(golden.get("x").get(0).size()), NetworkSpec.of(layers), loss);
  }

  private static LayerSpec layer(String torch) {
    return torch.startsWith("Linear(")
        ? new Dense(Integer.parseInt(torch.replaceAll(".*out_features=([0-9]+).*", "$1")))
        : Objects.requireNonNull(ACTIVATIONS.get(torch), torch);
  }
}
