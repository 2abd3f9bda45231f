package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSummary.Line;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSummaryTest {
  private static final NetworkSpec GRAPH =
      NetworkSpec.graph(
          NetworkNode.chain("stem", "input", new Dense(3), new Tanh()),
          NetworkNode.chain("body", "stem", new Dense(3)),
          NetworkNode.chain("arm", "body", new Relu()),
          NetworkNode.add("sum", List.of("stem", "body", "arm")),
          NetworkNode.concat("head", List.of("sum", "input"), new Dense(2)));

  private static NetworkSummary summary(Shape input, NetworkSpec network) {
    return NetworkSummary.of(new ModelSpec(input, network, new SoftmaxCrossEntropy()));
  }

  @Test
  void ofAChainEachLayerHasALineWithItsShapeItsParametersAndItsWork() {
    NetworkSummary summary =
        summary(
            Shape.image(2, 3, 1),
            NetworkSpec.of(new Flatten(), new Dense(4), new Relu(), new Dense(2)));

    assertEquals(
        List.of(
            new Line("0", "flatten", Shape.vector(6), 0, 0, 0, 0),
            new Line("1", "dense", Shape.vector(4), 6 * 4 + 4, 6 * 4 + 4, 2 * 6 * 4 + 4, 2 * 4),
            new Line("2", "relu", Shape.vector(4), 0, 0, 4, 2 * 4),
            new Line("3", "dense", Shape.vector(2), 4 * 2 + 2, 4 * 2 + 2, 2 * 4 * 2 + 2, 2 * 2)),
        summary.lines());
    assertEquals(28 + 10, summary.parameters());
    assertEquals(52 + 4 + 18, summary.flops());
    assertEquals(8 + 8 + 4, summary.values());
  }

  @Test
  void ofAGraphTheJoinsHaveLinesOfTheirOwn() {
    assertEquals(
        List.of(
            new Line("stem.0", "dense", Shape.vector(3), 15, 15, 27, 6),
            new Line("stem.1", "tanh", Shape.vector(3), 0, 0, 3, 6),
            new Line("body.0", "dense", Shape.vector(3), 12, 12, 21, 6),
            new Line("arm.0", "relu", Shape.vector(3), 0, 0, 3, 6),
            new Line("sum", "add stem, body, arm", Shape.vector(3), 0, 0, 2 * 3, 6),
            new Line("head", "concat sum, input", Shape.vector(7), 0, 0, 0, 14),
            new Line("head.0", "dense", Shape.vector(2), 16, 16, 30, 4)),
        summary(Shape.vector(4), GRAPH).lines());
  }

  @Test
  void whatIsObservedCountsAmongTheParameters() {
    NetworkSummary summary =
        summary(Shape.vector(5), NetworkSpec.of(new BatchNorm(), new Dense(2)));

    assertEquals(4 * 5, summary.lines().get(0).parameters());
  }

  @Test
  void whatALayerKeepsForTheWayBackIsAmongItsValues() {
    NetworkSummary summary =
        summary(Shape.vector(5), NetworkSpec.of(new Dense(7), new Dropout(0.5), new Dense(2)));

    assertEquals(2 * 7 + 7, summary.lines().get(1).values());
  }

  @Test
  void aNetworkKnowsItsLayersAndWhetherItIsAChain() {
    assertEquals(
        List.of(new Dense(3), new Tanh(), new Dense(3), new Relu(), new Dense(2)), GRAPH.layers());
    assertFalse(GRAPH.isChain());
    assertTrue(NetworkSpec.of(new Dense(2)).isChain());
  }
}
