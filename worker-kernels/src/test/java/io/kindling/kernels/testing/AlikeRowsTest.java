package io.kindling.kernels.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.RowProducts;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.AlikeRows;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row alone against the same row in each place of a block that is found. */
final class AlikeRowsTest {
  private static final int CAPACITY = 48;
  private static final int INPUTS = 21;

  static Stream<NetworkSpec> networks() {
    return SampleNetworks.all(INPUTS, 40, 5);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aRowAloneHasTheBitsThatItHasInABlock(NetworkSpec declared) {
    ModelSpec spec = new ModelSpec(Shape.vector(INPUTS), declared, new SquaredError());
    Network network = spec.compile();
    float[] theta = network.parameters().initialParameters(3);
    Workspace block = Workspace.forEvaluation(network, CAPACITY);
    AlikeRows alike = AlikeRows.find(network, theta, block);
    RowProducts products = alike.alone().orElseThrow();
    Workspace alone = Workspace.forEvaluation(network, 1);
    for (int trial = 0; trial < 3; trial++) {
      fill(block.input(), network.categories(), trial);
      network.forward(Pass.evaluation(CAPACITY, theta), block);
      for (int place : alike.places()) {
        System.arraycopy(block.input(), place * INPUTS, alone.input(), 0, INPUTS);
        network.forward(Pass.ofRow(theta, products), alone);
        int outputs = network.outputs();
        assertEquals(5, outputs);
        assertArrayEquals(
            Arrays.copyOfRange(block.logits(), place * outputs, (place + 1) * outputs),
            Arrays.copyOf(alone.logits(), outputs),
            "place " + place);
      }
    }
  }

  private static void fill(float[] input, int[] categories, int trial) {
    for (int i = 0; i < input.length; i++) {
      int count = categories[i % INPUTS];
      input[i] =
          count > 0
              ? (float) Math.floor(CounterRandom.uniform(trial, i) * count)
              : (float) CounterRandom.gaussian(trial, i);
    }
  }
}
