package io.kindling.kernels.testing;

import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.LayerCatalogue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceNetworkTest {
  private static final double STEP = 1e-5;

  static Stream<SampleProblem> problems() {
    return Stream.of(
            SampleProblem.all(1, 1, 1), SampleProblem.all(3, 5, 7), SampleProblem.all(2, 4, 3))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void itsGradientAgreesWithCentralDifferences(SampleProblem problem) {
    DropoutMask mask = DropoutMask.drawnFrom(77);
    long seed = problem.seedAwayFromKinks(mask, 1, 100 * STEP);
    ReferenceNetwork reference = new ReferenceNetwork(problem.model(), mask);
    Batch batch = problem.batch(seed);
    double[] theta = Tolerance.widen(problem.parameters(seed));

    double[] differences = new double[reference.parameters()];
    for (int i = 0; i < differences.length; i++) {
      double before = theta[i];
      theta[i] = before + STEP;
      double above = reference.loss(batch, theta);
      theta[i] = before - STEP;
      double below = reference.loss(batch, theta);
      theta[i] = before;
      differences[i] = (above - below) / (2 * STEP);
    }

    assertClose("seed " + seed, differences, reference.gradient(batch, theta).values(), 1e-6);
  }

  @Test
  void theSampleProblemsCoverEveryLayer() {
    Set<String> covered =
        problems()
            .flatMap(problem -> problem.model().network().layers().stream())
            .map(LayerCatalogue.LAYERS::nameOf)
            .collect(Collectors.toSet());

    assertEquals(LayerCatalogue.LAYERS.names(), covered);
  }

  @Test
  void theSampleProblemsCoverEveryLoss() {
    Set<String> covered =
        problems()
            .map(problem -> Loss.CATALOGUE.nameOf(problem.model().loss()))
            .collect(Collectors.toSet());

    assertEquals(Loss.CATALOGUE.names(), covered);
  }
}
