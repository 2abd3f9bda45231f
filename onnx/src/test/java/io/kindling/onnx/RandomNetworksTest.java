package io.kindling.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.loss.AbsoluteError;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.testing.Differences;
import io.kindling.onnx.testing.Model;
import io.kindling.onnx.testing.RandomNetwork;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Networks of all layers and losses, in any order and joined in any way. */
class RandomNetworksTest {
  private static final double TOLERANCE = 1e-5;
  private static final List<Loss> LOSSES =
      List.of(
          new SoftmaxCrossEntropy(),
          new BinaryCrossEntropy(),
          new SigmoidCrossEntropy(),
          new SquaredError(),
          new AbsoluteError(),
          new Huber());

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void theGraphGivesWhatTheKernelsGive(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int inputs) {
    Random random = new Random(seed);
    Loss loss = LOSSES.get(random.nextInt(LOSSES.size()));
    int outputs = loss instanceof BinaryCrossEntropy ? 1 : 2 + random.nextInt(3);
    NetworkSpec network = RandomNetwork.of(seed, inputs, outputs, new HashSet<>());
    Model model = Model.of(Shape.vector(inputs), network, loss, seed);
    double difference = Differences.largest(model, rows(random, inputs), new String[0][]);
    assertTrue(difference <= TOLERANCE, () -> difference + " for " + network);
  }

  private static float[][] rows(Random random, int inputs) {
    float[][] rows = new float[20][inputs];
    for (float[] row : rows) {
      row[0] = random.nextInt(RandomNetwork.CATEGORIES);
      for (int i = 1; i < inputs; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  @Example
  void everyLayerIsInSomeOfThem() {
    Set<Class<?>> kinds = new HashSet<>();
    for (int seed = 0; seed < 150; seed++) {
      RandomNetwork.of(seed, 5, 2, kinds);
    }
    assertEquals(new HashSet<Class<?>>(LayerCatalogue.LAYERS.kinds().values()), kinds);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void theSameModelGivesTheSameBytes(@ForAll long seed) {
    NetworkSpec network = RandomNetwork.of(seed, 4, 3, new HashSet<>());
    Model first = Model.of(Shape.vector(4), network, new SoftmaxCrossEntropy(), seed);
    Model second = Model.of(Shape.vector(4), network, new SoftmaxCrossEntropy(), seed);
    assertArrayEquals(Model.bytes(first.onnx()), Model.bytes(second.onnx()));
  }
}
