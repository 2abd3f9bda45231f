package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Values that several operations take, in whole numbers that float32 holds exactly. Batches fill
 * the workspace, so that whatever lies beyond their last row is out of bounds.
 */
final class NetworkJoinsTest {
  private static final int ROWS = 3;
  private static final int[][] X = {{1, 2}, {3, 5}, {7, 4}};

  /** {@code a}'s gradient comes from {@code later} first; then joins and layers add to it. */
  private static final NetworkSpec CONCATENATED =
      NetworkSpec.graph(
          NetworkNode.chain("a", "input", new Dense(2)),
          NetworkNode.chain("behind", "a", new Dense(1)),
          NetworkNode.concat("both", List.of("a", "behind")),
          NetworkNode.chain("later", "a", new Dense(1)),
          NetworkNode.concat("out", List.of("both", "later")));

  private static final Map<String, float[]> OF_CONCATENATED =
      Map.of(
          "a.0.weight", new float[] {1, 0, 0, 1},
          "behind.0.weight", new float[] {10, 100},
          "later.0.weight", new float[] {3, 7});

  private static final NetworkSpec ADDED =
      NetworkSpec.graph(
          NetworkNode.chain("a", "input", new Dense(2)),
          NetworkNode.chain("behind", "a", new Dense(2)),
          NetworkNode.add("both", List.of("a", "behind")),
          NetworkNode.chain("later", "a", new Dense(2)),
          NetworkNode.add("out", List.of("both", "later")));

  private static final Map<String, float[]> OF_ADDED =
      Map.of(
          "a.0.weight", new float[] {1, 0, 0, 1},
          "behind.0.weight", new float[] {1, 2, 3, 4},
          "later.0.weight", new float[] {5, 6, 7, 8});

  @Test
  void concatenatedValuesStandBehindEachOtherInEachRow() {
    Run run = new Run(CONCATENATED, OF_CONCATENATED);
    float[] expected = new float[ROWS * 4];
    for (int row = 0; row < ROWS; row++) {
      int first = X[row][0];
      int second = X[row][1];
      expected[row * 4] = first;
      expected[row * 4 + 1] = second;
      expected[row * 4 + 2] = 10 * first + 100 * second;
      expected[row * 4 + 3] = 3 * first + 7 * second;
    }
    assertArrayEquals(expected, run.workspace.logits());
  }

  @Test
  void whatSeveralTakeGetsTheSumOfTheirGradientsWhereTheyAreConcatenated() {
    Run run = new Run(CONCATENATED, OF_CONCATENATED);
    float[] dy = run.backward();
    float[] expected = new float[2];
    for (int row = 0; row < ROWS; row++) {
      expected[0] += dy[row * 4] + 10 * dy[row * 4 + 2] + 3 * dy[row * 4 + 3];
      expected[1] += dy[row * 4 + 1] + 100 * dy[row * 4 + 2] + 7 * dy[row * 4 + 3];
    }
    assertArrayEquals(expected, run.gradient("a.0.bias"));
  }

  @Test
  void addedValuesAreSums() {
    Run run = new Run(ADDED, OF_ADDED);
    float[] expected = new float[ROWS * 2];
    for (int row = 0; row < ROWS; row++) {
      int first = X[row][0];
      int second = X[row][1];
      expected[row * 2] = first + (first + 2 * second) + (5 * first + 6 * second);
      expected[row * 2 + 1] = second + (3 * first + 4 * second) + (7 * first + 8 * second);
    }
    assertArrayEquals(expected, run.workspace.logits());
  }

  @Test
  void whatSeveralTakeGetsTheSumOfTheirGradientsWhereTheyAreAdded() {
    Run run = new Run(ADDED, OF_ADDED);
    float[] dy = run.backward();
    float[] expected = new float[2];
    for (int row = 0; row < ROWS; row++) {
      float first = dy[row * 2];
      float second = dy[row * 2 + 1];
      expected[0] += first + (first + 3 * second) + (5 * first + 7 * second);
      expected[1] += second + (2 * first + 4 * second) + (6 * first + 8 * second);
    }
    assertArrayEquals(expected, run.gradient("a.0.bias"));
  }

  @Test
  void aGradientThatIsToBeAddedHasRoomInTrainingsOnly() {
    Network network = compile(ADDED);
    assertEquals(ROWS * 2, Workspace.forTraining(network, ROWS).spare().length);
    assertEquals(0, Workspace.forEvaluation(network, ROWS).spare().length);
    Network chain = compile(NetworkSpec.of(new Dense(5), new Dense(2)));
    assertEquals(0, Workspace.forTraining(chain, ROWS).spare().length);
  }

  @Test
  void moreValuesThanAnArrayHoldsAreRefused() {
    NetworkSpec twice =
        NetworkSpec.graph(
            NetworkNode.chain("a", "input", new Relu()),
            NetworkNode.concat("both", List.of("input", "a")));
    ModelSpec model =
        new ModelSpec(Shape.vector(Integer.MAX_VALUE), twice, new SoftmaxCrossEntropy());
    assertEquals(
        "network.both: found 4294967294 values, expected fewer than 2^31",
        assertThrows(InvalidInputException.class, model::compile).getMessage());
  }

  private static Network compile(NetworkSpec spec) {
    return new ModelSpec(Shape.vector(2), spec, new SoftmaxCrossEntropy()).compile();
  }

  /** Forward on {@link #X}. */
  private static final class Run {
    private final Network network;
    private final Workspace workspace;
    private final float[] gradient;
    private final Pass pass;

    Run(NetworkSpec spec, Map<String, float[]> weights) {
      network = compile(spec);
      float[] theta = new float[network.parameters().size()];
      weights.forEach(
          (name, values) ->
              System.arraycopy(values, 0, theta, slice(name).offset(), values.length));
      gradient = new float[theta.length];
      pass = Pass.training(ROWS, 1, theta, TouchedArray.whole(gradient));
      workspace = Workspace.forTraining(network, ROWS);
      for (int row = 0; row < ROWS; row++) {
        workspace.input()[row * 2] = X[row][0];
        workspace.input()[row * 2 + 1] = X[row][1];
      }
      network.forward(pass, workspace);
    }

    /** Goes back with a gradient by the outputs that differs in each place, and returns it. */
    float[] backward() {
      float[] dy = workspace.logitsGradient();
      for (int i = 0; i < dy.length; i++) {
        dy[i] = i * i - 5;
      }
      float[] given = dy.clone();
      network.backward(pass, workspace);
      return given;
    }

    float[] gradient(String name) {
      ParameterSlice slice = slice(name);
      return Arrays.copyOfRange(gradient, slice.offset(), slice.end());
    }

    private ParameterSlice slice(String name) {
      return network.parameters().slices().stream()
          .filter(slice -> slice.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
