package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows in the places that are found against the same rows in the first one. */
final class AlikePlacesTest {
  private static final int CAPACITY = 256;

  @ParameterizedTest
  @CsvSource({"64, 64, 3", "28, 300, 1", "100, 33, 10", "5, 1, 1"})
  void rowsGiveTheSameBitsInAllPlacesThatAreFound(int inputs, int hidden, int outputs) {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(inputs),
            NetworkSpec.of(
                new Dense(hidden), new Relu(), new Dense(hidden), new Relu(), new Dense(outputs)),
            new SquaredError());
    Network network = spec.compile();
    float[] theta = network.parameters().initialParameters(3);
    Workspace workspace = Workspace.forEvaluation(network, CAPACITY);
    int[] places = AlikePlaces.find(network, theta, workspace, 0);
    assertEquals(0, places[0]);
    for (int trial = 0; trial < 20; trial++) {
      for (int i = 0; i < workspace.input().length; i++) {
        workspace.input()[i] = (float) CounterRandom.gaussian(trial, i);
      }
      for (int place : places) {
        for (int i = 0; i < inputs; i++) {
          workspace.input()[place * inputs + i] = (float) CounterRandom.gaussian(-1 - trial, i);
        }
      }
      network.forward(Pass.evaluation(CAPACITY, theta), workspace);
      for (int place : places) {
        assertArrayEquals(
            Arrays.copyOf(workspace.logits(), outputs),
            Arrays.copyOfRange(workspace.logits(), place * outputs, (place + 1) * outputs),
            "place " + place);
      }
    }
  }

  @Test
  void sparseRowsAreComputedAlikeWhereverTheyAre() {
    ModelSpec spec =
        new ModelSpec(Shape.vector(1000), NetworkSpec.of(new Dense(5)), new SquaredError());
    Network network = spec.compile();
    assertArrayEquals(
        IntStream.range(0, CAPACITY).toArray(),
        AlikePlaces.find(
            network,
            network.parameters().initialParameters(1),
            Workspace.forSparseEvaluation(network, CAPACITY),
            0));
  }

  @Test
  void numbersOfCategoriesAreTriedWhereTheNetworkTakesSuch() {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(2), NetworkSpec.of(new Embedding(3, 4), new Dense(1)), new SquaredError());
    Network network = spec.compile();
    int[] places =
        AlikePlaces.find(
            network,
            network.parameters().initialParameters(1),
            Workspace.forEvaluation(network, CAPACITY),
            0);
    assertTrue(places.length > 0);
  }

  /** As some of OpenBLAS's products do, which those of the processor at hand need not do. */
  @Test
  void placesThatRoundOtherwiseAreLeftOut() {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(4), NetworkSpec.of(new BatchNorm(), new OddPlaces()), new SquaredError());
    Network network = spec.compile();
    float[] theta = network.parameters().initialParameters(1);
    Workspace workspace = Workspace.forEvaluation(network, CAPACITY);
    assertArrayEquals(
        IntStream.range(0, CAPACITY).filter(place -> !OddPlaces.isOdd(place)).toArray(),
        AlikePlaces.find(network, theta, workspace, 0));
    assertArrayEquals(
        IntStream.range(9, CAPACITY).filter(OddPlaces::isOdd).toArray(),
        AlikePlaces.find(network, theta, workspace, 9));
  }

  /** Gives what it takes, but for the last bit of the last value of every second six rows. */
  private record OddPlaces() implements LayerSpec {
    static boolean isOdd(int place) {
      return place % 12 >= 6;
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
      return Optional.of(new Kernel(input.size()));
    }

    private record Kernel(int width) implements Layer {
      @Override
      public int inputs() {
        return width;
      }

      @Override
      public int outputs() {
        return width;
      }

      @Override
      public void forward(Pass pass, LayerBuffers buffers) {
        float[] y = buffers.y();
        System.arraycopy(buffers.x(), 0, y, 0, pass.rows() * width);
        for (int row = 0; row < pass.rows(); row++) {
          int last = (row + 1) * width - 1;
          y[last] = isOdd(row) ? Math.nextUp(y[last]) : y[last];
        }
      }

      @Override
      public void backward(Pass pass, LayerBuffers buffers) {
        throw new UnsupportedOperationException("nothing is learnt here");
      }
    }
  }
}
