package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
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
}
