package io.kindling.driver.exploration;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.training.DataPreparation;
import io.kindling.driver.training.EveryStepSync;
import io.kindling.driver.training.PreparedModel;
import io.kindling.driver.training.Sync;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The learning-rate range test (Smith 2017, "Cyclical learning rates"): the rate rises by the same
 * factor in every step, and the loss shows where it learns fastest and where it starts to explode.
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
   * Takes the steps, until the loss is four times its best, or something is not finite.
   *
   * @throws InvalidInputException when declaration or data are wrong
   * @throws JobInterruptedException when the thread is interrupted
   */
  public List<Point> run(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    return DataPreparation.onData(
        context, data, List.of(spec), (prepared, job) -> run(prepared, spec, job));
  }

  private List<Point> run(PreparedData prepared, TrainingSpec spec, JobDescription job) {
    job.set("finding the learning rate");
    PreparedModel model = new PreparedModel(spec, prepared);
    Learner learner = model.learner((step, losses) -> rate(step));
    try (Sync sync = EveryStepSync.start(List.of(model), List.of(learner))) {
      return run(sync, prepared.sampler().batches());
    }
  }

  private double rate(long step) {
    return from * Math.pow(to / from, (double) step / (steps - 1));
  }

  private List<Point> run(Sync sync, int batches) {
    List<Point> points = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int step = 0; step < steps; step++) {
      StepOutcome outcome =
          sync.take(step / batches, step % batches, List.of(List.of())).outcomes().get(0);
      if (!outcome.isFinite()) {
        return points;
      }
      sum = SMOOTHING * sum + outcome.loss().mean();
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
