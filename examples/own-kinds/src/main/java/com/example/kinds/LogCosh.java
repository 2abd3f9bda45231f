package com.example.kinds;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/** A loss of one's own: squared for small errors, absolute for large ones. */
@Formula("Σ_i log cosh(y_i − t_i)")
public record LogCosh() implements Loss {
  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public void checkOutputs(int outputs) {} // any number

  @Override
  public boolean takesLogits() {
    return false;
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.numbers(outputs);
  }

  @Override
  public double evaluate(
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float[] dLogits) {
    double sum = 0;
    for (int i = 0; i < rows * outputs; i++) {
      double error = (double) logits[i] - targets[i];
      double weight = weights[i / outputs];
      // log cosh e = |e| + log(1 + exp(−2 |e|)) − log 2, which does not overflow
      double size = Math.abs(error);
      sum += weight * (size + Math.log1p(Math.exp(-2 * size)) - Math.log(2));
      if (dLogits != null) {
        dLogits[i] = (float) (weight * Math.tanh(error));
      }
    }
    return sum;
  }

  @Override
  public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {}

  @Override
  public int decide(float[] logits, int from, int outputs) {
    throw new IllegalStateException("log_cosh does not predict a class");
  }
}
