package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The learning-rate range test (Smith 2017, "Cyclical learning rates"): the rate rises by the same
 * factor in every step, and the loss shows where it learns fastest and from where on it explodes.
 */
public final class RateFinder {
  private static final double SMOOTHING = 0.9;
  private static final double EXPLODED = 4;

  private final double from;
  private final double to;
  private final int steps;

  /**
   * A test.
   *
   * @param from the first rate, above 0
   * @param to the last rate, above the first
   * @param steps at least 2
   */
  public RateFinder(double from, double to, int steps) {
    this.from = Require.above(0, "The first rate", from);
    this.to = Require.above(from, "The last rate", to);
    this.steps = Require.atLeast(2, "Steps", steps);
  }

  /**
   * A step.
   *
   * @param rate of the step
   * @param loss smoothed: the mean of the batches' losses before each step, each counting 0.9 of
   *     the one after it
   */
  public record Point(double rate, double loss) {}

  /**
   * Takes the steps, until the loss is four times its best or no number.
   *
   * @throws InvalidInputException when declaration or data are wrong
   */
  public List<Point> run(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    try (JobDescription job = new JobDescription(context)) {
      job.set("finding the learning rate");
      try (PreparedData prepared = PreparedData.open(context, data, spec)) {
        ModelSpec model = prepared.model(spec);
        Schedule rising = (step, losses) -> rate(step);
        try (StepEngine engine =
            new StepEngine(
                context,
                prepared.datasets().train(),
                prepared.sampler(),
                spec.seed(),
                List.of(prepared.runtime(spec, model)),
                List.of(prepared.learner(spec, model, rising)))) {
          return run(engine, prepared.sampler().batches());
        }
      }
    }
  }

  private double rate(long step) {
    return from * Math.pow(to / from, (double) step / (steps - 1));
  }

  private List<Point> run(StepEngine engine, int batches) {
    List<Point> points = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int step = 0; step < steps; step++) {
      BatchLoss loss = engine.step(step / batches, step % batches, List.of(List.of())).get(0);
      if (!loss.isFinite()) {
        return points;
      }
      sum = SMOOTHING * sum + loss.mean();
      weight = SMOOTHING * weight + 1;
      points.add(new Point(rate(step), sum / weight));
      best = Math.min(best, sum / weight);
      if (sum / weight > EXPLODED * best) {
        return points;
      }
    }
    return points;
  }

  /**
   * A rate to start from: a tenth of the one at which the smoothed loss was lowest, past which it
   * rises again.
   *
   * @throws IllegalArgumentException without points
   */
  public static double suggestion(List<Point> points) {
    Point lowest =
        points.stream()
            .min((a, b) -> Double.compare(a.loss(), b.loss()))
            .orElseThrow(() -> new IllegalArgumentException("no step had a finite loss"));
    return lowest.rate() / 10;
  }
}
