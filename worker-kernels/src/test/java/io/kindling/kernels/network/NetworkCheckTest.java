package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.RegressionLoss;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkCheck.Finding;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first value that is not finite is found, whatever it is. */
final class NetworkCheckTest {
  private static final int ROWS = 5;
  private static final ModelSpec CHAIN =
      new ModelSpec(
          Shape.vector(3),
          NetworkSpec.of(new Dense(4), new Relu(), new Dense(1)),
          new SquaredError());

  private ModelSpec spec = CHAIN;
  private Network network = CHAIN.compile();
  private Workspace workspace = Workspace.forTraining(network, ROWS);
  private float[] theta = network.parameters().initialParameters(1);

  private void start(ModelSpec other) {
    spec = other;
    network = other.compile();
    workspace = Workspace.forTraining(network, ROWS);
    theta = network.parameters().initialParameters(1);
  }

  private void fill() {
    for (int i = 0; i < workspace.input().length; i++) {
      workspace.input()[i] = (float) CounterRandom.gaussian(1, i);
    }
    Arrays.fill(workspace.targets(), 0.5f);
    Arrays.fill(workspace.weights(), 1f);
  }

  private Optional<Finding> find() {
    return find(TouchedArray.whole(new float[theta.length]));
  }

  private Optional<Finding> find(TouchedArray gradient) {
    return NetworkCheck.first(network, spec.loss(), ROWS, 3, theta, workspace, gradient);
  }

  private void set(String slice, float value) {
    ParameterSlice found =
        network.parameters().slices().stream()
            .filter(it -> it.name().equals(slice))
            .findFirst()
            .orElseThrow();
    Arrays.fill(theta, found.offset(), found.end(), value);
  }

  private static Optional<Finding> finding(int row, String what) {
    return Optional.of(new Finding(row, what));
  }

  @Test
  void whereAllIsFiniteThePassIsThatOfTraining() {
    fill();
    TouchedArray gradient = TouchedArray.whole(new float[theta.length]);
    assertEquals(Optional.empty(), find(gradient));
    GradientSum sum = new GradientSum(network.parameters());
    new Objective(spec).gradient(ROWS, 3, theta, workspace, sum);
    assertArrayEquals(sum.gradient(), gradient.values());
  }

  @Test
  void anInputIsNamedWithItsRow() {
    fill();
    workspace.input()[3 * 3 + 1] = Float.NaN;
    assertEquals(finding(3, "an input is NaN"), find());
  }

  @Test
  void aSparseInputIsNamedWithItsRow() {
    workspace = Workspace.forSparseTraining(network, ROWS);
    Arrays.fill(workspace.weights(), 1f);
    for (int row = 0; row < ROWS; row++) {
      workspace.sparseInput().append(2, row == 4 ? Float.NEGATIVE_INFINITY : 1);
      workspace.sparseInput().endRow();
    }
    assertEquals(finding(4, "an input is -Infinity"), find());
  }

  @Test
  void aLayerIsNamedWithTheActivationInItsPass() {
    fill();
    for (int i = 6; i < 9; i++) {
      workspace.input()[i] = 3e38f;
    }
    set("0.weight", 2);
    assertEquals(
        finding(2, "the output of layer 0 (dense) with layer 1 (relu) is Infinity"), find());
  }

  @Test
  void aLaterLayerIsNamedByItsPlace() {
    fill();
    set("2.bias", Float.NaN);
    assertEquals(finding(0, "the output of layer 2 (dense) is NaN"), find());
  }

  @Test
  void joinsAndLayersOfNodesAreNamed() {
    start(
        new ModelSpec(
            Shape.vector(3),
            new NetworkSpec(
                List.of(
                    NetworkNode.chain("left", NetworkNode.INPUT, new Dense(2)),
                    NetworkNode.chain("right", NetworkNode.INPUT, new Dense(2)),
                    NetworkNode.add("both", List.of("left", "right"), new Dense(1)))),
            new SquaredError()));
    fill();
    set("left.0.weight", 0);
    set("right.0.weight", 0);
    set("left.0.bias", 3e38f);
    set("right.0.bias", 3e38f);
    assertEquals(finding(0, "the output of the inputs of node 'both' is Infinity"), find());
    set("right.0.bias", Float.NaN);
    assertEquals(finding(0, "the output of layer right.0 (dense) is NaN"), find());
  }

  /** Of targets below 0 it has no value. */
  private record HalfALine() implements RegressionLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public double loss(double output, double target) {
      return target < 0 ? Double.NaN : output;
    }

    @Override
    public double derivative(double output, double target) {
      return target < 0.25 ? Double.NaN : 1;
    }
  }

  @Test
  void aLossIsNamedWithItsRow() {
    start(new ModelSpec(CHAIN.input(), CHAIN.network(), new HalfALine()));
    fill();
    workspace.targets()[1] = -1;
    assertEquals(finding(1, "its loss is NaN"), find());
  }

  @Test
  void aGradientOfTheLossIsNamedWithItsRow() {
    start(new ModelSpec(CHAIN.input(), CHAIN.network(), new HalfALine()));
    fill();
    workspace.targets()[2] = 0;
    assertEquals(finding(2, "the gradient by the outputs is NaN"), find());
  }

  @Test
  void aGradientByParametersIsNamedByTheirName() {
    fill();
    set("0.weight", 0);
    set("0.bias", 1e20f);
    set("2.weight", 0);
    set("2.bias", 1e30f);
    assertEquals(finding(-1, "the gradient of 2.weight is Infinity"), find());
  }

  @Test
  void aGradientByWhatALayerTakesIsNamedWithItsRow() {
    fill();
    set("0.weight", 0);
    set("0.bias", 0);
    set("2.weight", 1e20f);
    set("2.bias", 1e30f);
    assertEquals(finding(0, "the gradient by the input of layer 2 (dense) is Infinity"), find());
  }

  @Test
  void rowsOfATableThatAreNotTouchedDoNotCount() {
    start(
        new ModelSpec(
            Shape.vector(1),
            NetworkSpec.of(new Embedding(1000, 2), new Tanh(), new Dense(1)),
            new SquaredError()));
    Arrays.fill(workspace.weights(), 1f);
    Arrays.fill(workspace.input(), 7);
    TouchedArray gradient = GradientForm.of(network, ROWS, 0).sums().get().written();
    Arrays.fill(gradient.values(), 16, network.parameters().slices().get(0).end(), Float.NaN);
    assertEquals(Optional.empty(), find(gradient));
  }

  @Test
  void columnsOfWeightsThatNoSparseRowTouchesDoNotCount() {
    startSparse(1);
    TouchedArray gradient = GradientForm.of(network, ROWS, 1).sums().get().written();
    Arrays.fill(gradient.values(), 0, 2000, Float.NaN);
    assertEquals(Optional.empty(), find(gradient));
  }

  @Test
  void weightsOfSparseRowsWhoseGradientIsInfiniteAreNamed() {
    startSparse(1e30f);
    set("0.weight", 0);
    Arrays.fill(workspace.targets(), 1e10f);
    TouchedArray gradient = GradientForm.of(network, ROWS, 1).sums().get().written();
    String what = find(gradient).orElseThrow().what();
    assertTrue(what.matches("the gradient of 0.weight is -?Infinity"), what);
  }

  /** Rows of one value, of which only the touched columns of the weights count. */
  private void startSparse(float value) {
    start(
        new ModelSpec(
            Shape.vector(1000),
            NetworkSpec.of(new Dense(2), new Tanh(), new Dense(1)),
            new SquaredError()));
    workspace = Workspace.forSparseTraining(network, ROWS);
    Arrays.fill(workspace.weights(), 1f);
    for (int row = 0; row < ROWS; row++) {
      workspace.sparseInput().append(7, value);
      workspace.sparseInput().endRow();
    }
  }

  @Test
  void runningStatisticsAreNoGradient() {
    start(
        new ModelSpec(
            Shape.vector(3),
            NetworkSpec.of(new Dense(4), new BatchNorm(), new Dense(1)),
            new SquaredError()));
    fill();
    assertEquals(Optional.empty(), find());
  }

  @Test
  void theFirstParameterThatIsNotFiniteIsNamed() {
    assertEquals(Optional.empty(), NetworkCheck.parameter(network.parameters(), theta));
    set("2.bias", Float.NEGATIVE_INFINITY);
    assertEquals(
        Optional.of("parameter 2.bias became -Infinity"),
        NetworkCheck.parameter(network.parameters(), theta));
  }
}
