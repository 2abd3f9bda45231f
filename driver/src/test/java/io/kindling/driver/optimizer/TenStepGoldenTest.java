package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.OptimizerKey;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten steps of whole networks, as PyTorch takes them: kernels, division and optimizer together. */
final class TenStepGoldenTest {
  private static final JsonNode CASES = Goldens.read("networks.json").get("cases");
  private static final double BOUND = 1e-4;
  private static final int STEPS = 10;
  private static final Map<String, Loss> LOSSES =
      Map.of(
          "softmax cross-entropy", new SoftmaxCrossEntropy(),
          "binary cross-entropy", new BinaryCrossEntropy(),
          "squared error", new SquaredError());

  static Stream<String> names() {
    return CASES.properties().stream().map(Map.Entry::getKey);
  }

  private static final Map<String, LayerSpec> ACTIVATIONS =
      Map.of(
          "ReLU()", new Relu(),
          "Sigmoid()", new Sigmoid(),
          "Tanh()", new Tanh(),
          "ELU(alpha=1.0)", new Elu(),
          "GELU(approximate='none')", new Gelu());

  @ParameterizedTest
  @MethodSource("names")
  void theLossBeforeEachStepIsThatOfPyTorch(String name) {
    double[] losses = new double[STEPS];
    train(name, losses);
    Goldens.assertClose("losses", Goldens.doubles(CASES.get(name).get("losses")), losses, BOUND);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theWeightsAfterTenStepsAreThoseOfPyTorch(String name) {
    float[] theta = train(name, new double[STEPS]);
    for (ParameterSlice slice : slices(name)) {
      double[] expected = Goldens.doubles(CASES.get(name).get("final").get(slice.name()));
      float[] actual = Arrays.copyOfRange(theta, slice.offset(), slice.end());
      Goldens.assertClose(slice.name(), expected, actual, BOUND);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTensorOfPyTorchHasASlice(String name) {
    List<String> tensors = new ArrayList<>();
    CASES.get(name).get("initial").fieldNames().forEachRemaining(tensors::add);
    tensors.removeIf(tensor -> tensor.endsWith("num_batches_tracked"));
    assertEquals(
        new TreeSet<>(tensors),
        slices(name).stream()
            .map(ParameterSlice::name)
            .collect(Collectors.toCollection(TreeSet::new)));
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
    Learner learner =
        new Learner(objective.network(), UpdateRule.of(optimizer), optimizer.learningRate(), theta);
    GradientSum sum = new GradientSum(objective.network().parameters());
    // PyTorch's running statistics took in one pass before the first step.
    objective.gradient(rows, 0, theta, workspace, sum);
    objective.network().updateStatistics(theta, sum.gradient(), rows);
    for (int step = 0; step < STEPS; step++) {
      objective.gradient(rows, step, theta, workspace, sum);
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
    if (torch.startsWith("BatchNorm1d(")) {
      return new BatchNorm();
    }
    if (torch.startsWith("LayerNorm(")) {
      return new LayerNorm();
    }
    return torch.startsWith("Linear(")
        ? new Dense(
            Integer.parseInt(torch.replaceAll(".*out_features=([0-9]+).*", "$1")),
            new GlorotUniform(),
            new Zeros(),
            torch.contains("bias=True"))
        : Objects.requireNonNull(ACTIVATIONS.get(torch), torch);
  }
}
