package io.kindling.driver.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.RateFinder.Point;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RateFinderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void theRateRisesByTheSameFactorFromTheFirstToTheLast() {
    List<Point> points = run(new RateFinder(1e-4, 1e-1, 4));
    double[] rates = points.stream().mapToDouble(Point::rate).toArray();
    assertEquals(4, rates.length);
    for (int i = 0; i < 4; i++) {
      assertEquals(Math.pow(10, i - 4), rates[i], 1e-9 * rates[i]);
    }
  }

  @Test
  void itEndsWhenTheLossExplodes() {
    List<Point> points = run(new RateFinder(1e-3, 1e6, 60));
    double best = points.stream().mapToDouble(Point::loss).min().orElseThrow();
    assertTrue(points.size() < 60, points::toString);
    assertTrue(
        points.subList(0, points.size() - 1).stream().allMatch(p -> p.loss() <= 4 * best),
        points::toString);
  }

  @Test
  void theSuggestionIsATenthOfWhereTheLossIsLowest() {
    List<Point> points = List.of(new Point(0.1, 3), new Point(1, 2), new Point(10, 5));
    assertEquals(0.1, RateFinder.suggestion(points));
  }

  @Test
  void theLastRateMustBeAboveTheFirst() {
    assertEquals(
        "The last rate must be above 0.1, got 0.01",
        assertThrows(IllegalArgumentException.class, () -> new RateFinder(0.1, 0.01, 10))
            .getMessage());
  }

  private static List<Point> run(RateFinder finder) {
    TrainingData data =
        TrainingData.of(new VectorSource(TinyTraining.data().rdd(SPARK.context(), 2)));
    return finder.run(
        SPARK.context(),
        data,
        TrainingSpec.builder(
                NetworkSpec.of(new Dense(8), new Tanh(), new Dense(3)), new SoftmaxCrossEntropy())
            .optimizer(new Sgd(1))
            .scale(ScaleMode.STANDARDIZE)
            .epochs(1)
            .batchSize(17)
            .shards(4)
            .seed(7)
            .build());
  }
}
