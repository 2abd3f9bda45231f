package io.kindling.driver.optimizer;

import io.kindling.driver.fixture.Layouts;
import io.kindling.driver.schedule.Schedule;
import java.util.List;
import java.util.Random;

/** A loss to be made small, in double precision, with its gradient. */
enum Surface {
  /** ½ Σ aᵢ xᵢ² with curvatures from 1 to 10. */
  QUADRATIC {
    private static final double[] CURVATURE = {1, 3, 10};

    @Override
    float[] start() {
      return new float[] {3, -2, 1};
    }

    @Override
    double evaluate(float[] x, float[] gradient) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += CURVATURE[i] * x[i] * x[i] / 2;
        gradient[i] = (float) (CURVATURE[i] * x[i]);
      }
      return sum;
    }
  },

  /** (1 − x)² + 100 (y − x²)², a curved valley (Rosenbrock 1960). */
  ROSENBROCK {
    @Override
    float[] start() {
      return new float[] {-1.2f, 1};
    }

    @Override
    double evaluate(float[] point, float[] gradient) {
      double x = point[0];
      double y = point[1];
      double rise = y - x * x;
      gradient[0] = (float) (-2 * (1 - x) - 400 * x * rise);
      gradient[1] = (float) (200 * rise);
      return (1 - x) * (1 - x) + 100 * rise * rise;
    }
  },

  /** Logistic regression on 40 points of two overlapping clouds; its minimum is 0.4278. */
  LOGISTIC {
    private static final int POINTS = 40;
    private static final long SEED = 5;

    @Override
    float[] start() {
      return new float[3];
    }

    @Override
    double evaluate(float[] weights, float[] gradient) {
      Random random = new Random(SEED);
      double loss = 0;
      double[] sums = new double[weights.length];
      for (int i = 0; i < POINTS; i++) {
        int label = i % 2;
        double[] point = {random.nextGaussian() + 2 * label, random.nextGaussian() - label, 1};
        double logit = weights[0] * point[0] + weights[1] * point[1] + weights[2];
        loss += Math.log1p(Math.exp(label == 1 ? -logit : logit)) / POINTS;
        double error = 1 / (1 + Math.exp(-logit)) - label;
        for (int j = 0; j < sums.length; j++) {
          sums[j] += error * point[j] / POINTS;
        }
      }
      for (int j = 0; j < sums.length; j++) {
        gradient[j] = (float) sums[j];
      }
      return loss;
    }
  };

  /** Where the descent starts. */
  abstract float[] start();

  /** The loss at {@code x}; sets {@code gradient}. */
  abstract double evaluate(float[] x, float[] gradient);

  /** The loss after {@code steps} steps. */
  double lossAfter(int steps, Optimizer optimizer) {
    float[] x = start();
    float[] gradient = new float[x.length];
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(x.length));
    Schedule schedule = optimizer.learningRate().over(steps);
    for (int step = 0; step < steps; step++) {
      evaluate(x, gradient);
      state.nextStep();
      optimizer.step(x, gradient, schedule.rate(step, List.of()), state);
    }
    return evaluate(x, gradient);
  }
}
