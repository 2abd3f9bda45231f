package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import io.kindling.kernels.testing.SampleProblem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers whose parameters stay as they are. */
final class FrozenLayersTest {
  private static final int ROWS = 5;
  private static final ModelSpec NORMALIZED =
      new ModelSpec(
          Shape.vector(4),
          NetworkSpec.of(new Dense(3), new BatchNorm(), new Dense(2)),
          new SquaredError());

  static Stream<SampleProblem> problems() {
    return SampleProblem.all(ROWS, 4, 3);
  }

  /** Of batch normalisation other values come out, which the tests below are about. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void theOthersHaveTheGradientOfANetworkWithoutFrozenLayersToTheBit(SampleProblem problem) {
    ModelSpec model = problem.model();
    ParameterLayout layout = model.compile().parameters();
    float[] theta = problem.parameters(3);
    Map<String, float[]> whole = gradient(model, theta, problem.batch(3));
    Map<String, LayerSpec> layers = LayerNames.layers(model.network());
    Set<String> learning = new LinkedHashSet<>();
    layout.slices().forEach(slice -> learning.add(slice.layer()));
    for (String position : learning) {
      if (learning.size() == 1 || layers.get(position) instanceof BatchNorm) {
        continue;
      }
      ModelSpec frozen = model.freezing(Set.of(position));
      float[] arranged = frozen.compile().parameters().arrange(theta, layout);
      Map<String, float[]> some = gradient(frozen, arranged, problem.batch(3));
      assertEquals(
          whole.keySet().stream()
              .filter(name -> !name.startsWith(position + "."))
              .collect(Collectors.toSet()),
          some.keySet());
      some.forEach((name, values) -> assertArrayEquals(whole.get(name), values, 0f, name));
    }
  }

  /** With its running statistics fixed it is a factor and a shift for each unit. */
  @Test
  void aFrozenBatchNormNormalisesByItsRunningStatistics() {
    ModelSpec frozen = NORMALIZED.freezing(Set.of("1"));
    Network network = frozen.compile();
    float[] theta = random(network.parameters());
    ModelSpec plain =
        new ModelSpec(
            Shape.vector(4), NetworkSpec.of(new Dense(3), new Dense(2)), new SquaredError());
    ParameterLayout plainLayout = plain.compile().parameters();
    float[] folded = new float[plainLayout.size()];
    for (String name : List.of("0.weight", "0.bias")) {
      copy(slice(network.parameters(), name), theta, slice(plainLayout, name), folded);
    }
    fold(network.parameters(), theta, plainLayout, folded);
    Batch batch = Batch.random(ROWS, 4, new SquaredError().targets(2), 11);
    Map<String, float[]> of = gradient(frozen, theta, batch);
    Map<String, float[]> expected = gradient(plain, folded, batch);
    assertArrayEquals(expected.get("0.weight"), of.get("0.weight"), 1e-4f);
    assertArrayEquals(expected.get("0.bias"), of.get("0.bias"), 1e-4f);
    assertArrayEquals(expected.get("1.bias"), of.get("2.bias"), 1e-4f);
  }

  /** The dense layer behind takes factor and shift into its weights and biases. */
  private static void fold(
      ParameterLayout layout, float[] theta, ParameterLayout plain, float[] folded) {
    for (int out = 0; out < 2; out++) {
      float bias = theta[slice(layout, "2.bias").offset() + out];
      for (int i = 0; i < 3; i++) {
        float variance = theta[slice(layout, "1.running_var").offset() + i];
        float factor =
            theta[slice(layout, "1.weight").offset() + i] / (float) Math.sqrt(variance + 1e-5);
        float weight = theta[slice(layout, "2.weight").offset() + out * 3 + i];
        folded[slice(plain, "1.weight").offset() + out * 3 + i] = weight * factor;
        float mean = theta[slice(layout, "1.running_mean").offset() + i];
        bias += weight * (theta[slice(layout, "1.bias").offset() + i] - factor * mean);
      }
      folded[slice(plain, "1.bias").offset() + out] = bias;
    }
  }

  @Test
  void theStatisticsOfAFrozenBatchNormDoNotFollowTheBatches() {
    Network network = NORMALIZED.freezing(Set.of("1")).compile();
    float[] theta = random(network.parameters());
    float[] before = theta.clone();
    network.updateStatistics(theta, new float[network.parameters().changing()], ROWS);
    assertArrayEquals(before, theta);
    assertEquals(0, network.parameters().normalizedUnits());
  }

  @Test
  void whatIsFrozenLiesBehindAllThatChanges() {
    ParameterLayout layout = NORMALIZED.freezing(Set.of("0")).compile().parameters();
    assertEquals(
        "1.weight 1.bias 2.weight 2.bias 1.running_mean 1.running_var 0.weight 0.bias",
        layout.slices().stream().map(ParameterSlice::name).collect(Collectors.joining(" ")));
    assertEquals(3 + 3 + 6 + 2, layout.trainable());
    assertEquals(3 + 3 + 6 + 2 + 6, layout.changing());
    assertEquals(3 + 3 + 6 + 2 + 6 + 15, layout.size());
    int offset = 0;
    for (ParameterSlice slice : layout.slices()) {
      assertEquals(offset, slice.offset(), slice.name());
      offset = slice.end();
    }
  }

  @Test
  void parametersCanBeArrangedForAnotherLayoutAndBack() {
    ParameterLayout plain = NORMALIZED.compile().parameters();
    ParameterLayout frozen = NORMALIZED.freezing(Set.of("0", "1")).compile().parameters();
    float[] theta = random(plain);
    float[] arranged = frozen.arrange(theta, plain);
    assertEquals(
        theta[slice(plain, "1.running_var").offset()],
        arranged[slice(frozen, "1.running_var").offset()]);
    assertArrayEquals(theta, plain.arrange(arranged, frozen));
  }

  @Test
  void aNetworkOfWhichNothingLearnsIsRefused() {
    assertEquals(
        "training.freeze: found every layer that has parameters, expected at least one that learns",
        assertThrows(
                InvalidInputException.class,
                () -> NORMALIZED.freezing(Set.of("0", "1", "2")).compile())
            .getMessage());
  }

  @Test
  void aNodeStandsForAllItsLayers() {
    NetworkSpec graph =
        NetworkSpec.graph(
            NetworkNode.chain("body", "input", new Dense(3), new Relu(), new Dense(3)),
            NetworkNode.chain("head", "body", new Tanh(), new Dense(1)));
    assertEquals(
        List.of("body.0", "body.1", "body.2", "head.1"),
        List.copyOf(LayerNames.positions(graph, List.of("head.1", "body"), "training.freeze")));
    assertEquals(
        "training.freeze: found 'heads', which is no layer of the network, expected 'head'"
            + " (nearest), of: body, body.0, body.1, body.2, head, head.0, head.1",
        assertThrows(
                InvalidInputException.class,
                () -> LayerNames.positions(graph, List.of("heads"), "training.freeze"))
            .getMessage());
  }

  private static float[] random(ParameterLayout layout) {
    float[] theta = layout.initialParameters(5);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.25f + (i % 7) / 8f;
    }
    return theta;
  }

  private static ParameterSlice slice(ParameterLayout layout, String name) {
    return layout.slices().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static void copy(ParameterSlice from, float[] values, ParameterSlice to, float[] into) {
    System.arraycopy(values, from.offset(), into, to.offset(), to.length());
  }

  /** The gradient by each parameter that is learnt, with statistics, by their names. */
  private static Map<String, float[]> gradient(ModelSpec model, float[] theta, Batch batch) {
    Objective objective = new Objective(model);
    ParameterLayout layout = objective.network().parameters();
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    batch.copyTo(workspace);
    GradientSum sum = new GradientSum(layout);
    objective.gradient(ROWS, 9, theta, workspace, sum);
    return layout.slices().stream()
        .filter(slice -> slice.end() <= layout.changing())
        .collect(
            Collectors.toMap(
                ParameterSlice::name,
                slice -> Arrays.copyOfRange(sum.gradient(), slice.offset(), slice.end())));
  }
}
