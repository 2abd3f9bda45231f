package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout.RunningStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of {@link BatchNorm}. Scratch keeps the mean and the inverse deviation of each unit.
 * With x̂ = (x − mean) / deviation over n rows: d scale = Σ dy · x̂, d shift = Σ dy, and dx = scale
 * / deviation · (dy − d shift / n − x̂ · d scale / n).
 *
 * <p>Backward leaves the batch's mean and Σ (x − mean)² in the gradient, where the running
 * statistics have their place; sums of gradients merge them by Chan's formula.
 */
record BatchNormLayer(
    int inputs, int scale, int shift, RunningStatistics running, double momentum, double epsilon)
    implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public long flops() {
    return 8L * inputs;
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return 2L * inputs;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    if (pass.training()) {
      observe(pass.rows(), x, scratch);
    } else {
      recall(parameters, scratch);
    }
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        float normalized = (x[from + i] - scratch[i]) * scratch[inputs + i];
        y[from + i] = parameters[scale + i] * normalized + parameters[shift + i];
      }
    }
  }

  private void observe(int rows, float[] x, float[] scratch) {
    if (rows < 2) {
      throw new IllegalArgumentException(
          "Batch norm needs at least 2 rows of a batch in each shard, got " + rows);
    }
    Arrays.fill(scratch, 0, 2 * inputs, 0f);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inputs; i++) {
        scratch[i] += x[row * inputs + i];
      }
    }
    for (int i = 0; i < inputs; i++) {
      scratch[i] /= rows;
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inputs; i++) {
        float difference = x[row * inputs + i] - scratch[i];
        scratch[inputs + i] += difference * difference;
      }
    }
    for (int i = 0; i < inputs; i++) {
      scratch[inputs + i] = (float) (1 / Math.sqrt(scratch[inputs + i] / rows + epsilon));
    }
  }

  private void recall(float[] parameters, float[] scratch) {
    for (int i = 0; i < inputs; i++) {
      scratch[i] = parameters[running.mean() + i];
      scratch[inputs + i] = (float) (1 / Math.sqrt(parameters[running.variance() + i] + epsilon));
    }
  }

  @Override
  public void backward(
      Pass pass,
      float[] parameters,
      float[] x,
      float[] y,
      float[] scratch,
      float[] dy,
      float @Nullable [] dx,
      float[] gradient) {
    Arrays.fill(gradient, scale, scale + inputs, 0f);
    Arrays.fill(gradient, shift, shift + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[scale + i] += dy[from + i] * ((x[from + i] - scratch[i]) * scratch[inputs + i]);
        gradient[shift + i] += dy[from + i];
      }
    }
    if (dx != null) {
      backwardInputs(pass.rows(), parameters, x, scratch, dy, dx, gradient);
    }
    leaveStatistics(pass.rows(), scratch, gradient);
  }

  private void backwardInputs(
      int rows,
      float[] parameters,
      float[] x,
      float[] scratch,
      float[] dy,
      float[] dx,
      float[] gradient) {
    float inverseRows = 1f / rows;
    for (int row = 0; row < rows; row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        float normalized = (x[from + i] - scratch[i]) * scratch[inputs + i];
        float centered =
            dy[from + i] - (gradient[shift + i] + normalized * gradient[scale + i]) * inverseRows;
        dx[from + i] = parameters[scale + i] * scratch[inputs + i] * centered;
      }
    }
  }

  private void leaveStatistics(int rows, float[] scratch, float[] gradient) {
    for (int i = 0; i < inputs; i++) {
      double inverse = scratch[inputs + i];
      gradient[running.mean() + i] = scratch[i];
      gradient[running.variance() + i] = (float) (rows * (1 / (inverse * inverse) - epsilon));
    }
  }

  @Override
  public void updateStatistics(float[] parameters, float[] sum, double rows) {
    float take = (float) momentum;
    float perRow = (float) (1 / (rows - 1));
    for (int i = 0; i < inputs; i++) {
      int mean = running.mean() + i;
      int variance = running.variance() + i;
      parameters[mean] += take * (sum[mean] - parameters[mean]);
      parameters[variance] += take * (sum[variance] * perRow - parameters[variance]);
    }
  }
}
