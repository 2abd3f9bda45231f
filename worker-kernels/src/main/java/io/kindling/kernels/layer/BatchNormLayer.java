package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout.RunningStatistics;
import java.util.Arrays;

/**
 * The kernel of {@link BatchNorm}. With x̂ = (x − mean) / deviation, (rows, units): d scale =
 * Σ_rows dy · x̂ and d shift = Σ_rows dy, both (units), and dx = scale / deviation · (dy − d shift
 * / rows − x̂ · d scale / rows), (rows, units).
 *
 * <p>Mean and Σ (x − mean)² are summed in double precision, row after row. Scratch keeps four
 * values of each unit, (4, units): the mean, what of it float32 could not hold, the inverse
 * deviation, and Σ (x − mean)².
 *
 * <p>Backward leaves the batch's mean and Σ (x − mean)² in the gradient, where the running
 * statistics have their place; sums of gradients merge them by Chan's formula.
 *
 * <p>Where the layer is frozen, training normalises by the running statistics as evaluation does,
 * and dx = scale / deviation · dy.
 */
record BatchNormLayer(
    int inputs, int scale, int shift, RunningStatistics running, double momentum, double epsilon)
    implements Layer {
  private static final int UNITS_AT_ONCE = 4;

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
    return 4L * inputs;
  }

  private int meanRest() {
    return inputs;
  }

  private int inverse() {
    return 2 * inputs;
  }

  private int squares() {
    return 3 * inputs;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] y = buffers.y();
    float[] scratch = buffers.scratch();
    float[] parameters = pass.parameters();
    if (pass.training() && pass.learns()) {
      observe(pass.rows(), x, scratch);
    } else {
      recall(parameters, scratch);
    }
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        y[from + i] =
            parameters[scale + i] * normalized(x[from + i], scratch, i) + parameters[shift + i];
      }
    }
  }

  private float normalized(float x, float[] scratch, int unit) {
    return (x - scratch[unit] - scratch[meanRest() + unit]) * scratch[inverse() + unit];
  }

  private void observe(int rows, float[] x, float[] scratch) {
    if (rows < 2) {
      throw new IllegalArgumentException(
          "Batch norm needs at least 2 rows of a batch in each shard, got " + rows);
    }
    int unit = 0;
    for (; unit <= inputs - UNITS_AT_ONCE; unit += UNITS_AT_ONCE) {
      observeFour(rows, x, unit, scratch);
    }
    for (; unit < inputs; unit++) {
      observeOne(rows, x, unit, scratch);
    }
  }

  /** Four sums take turns, so that none has to wait for its last addition. */
  private void observeFour(int rows, float[] x, int unit, float[] scratch) {
    double mean0 = 0;
    double mean1 = 0;
    double mean2 = 0;
    double mean3 = 0;
    int end = rows * inputs;
    for (int at = unit; at < end; at += inputs) {
      mean0 += x[at];
      mean1 += x[at + 1];
      mean2 += x[at + 2];
      mean3 += x[at + 3];
    }
    mean0 /= rows;
    mean1 /= rows;
    mean2 /= rows;
    mean3 /= rows;
    double squares0 = 0;
    double squares1 = 0;
    double squares2 = 0;
    double squares3 = 0;
    for (int at = unit; at < end; at += inputs) {
      squares0 += (x[at] - mean0) * (x[at] - mean0);
      squares1 += (x[at + 1] - mean1) * (x[at + 1] - mean1);
      squares2 += (x[at + 2] - mean2) * (x[at + 2] - mean2);
      squares3 += (x[at + 3] - mean3) * (x[at + 3] - mean3);
    }
    keep(unit, rows, mean0, squares0, scratch);
    keep(unit + 1, rows, mean1, squares1, scratch);
    keep(unit + 2, rows, mean2, squares2, scratch);
    keep(unit + 3, rows, mean3, squares3, scratch);
  }

  private void observeOne(int rows, float[] x, int unit, float[] scratch) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += x[row * inputs + unit];
    }
    double mean = sum / rows;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double deviation = x[row * inputs + unit] - mean;
      squares += deviation * deviation;
    }
    keep(unit, rows, mean, squares, scratch);
  }

  private void keep(int unit, int rows, double mean, double squares, float[] scratch) {
    scratch[unit] = (float) mean;
    scratch[meanRest() + unit] = (float) (mean - scratch[unit]);
    scratch[inverse() + unit] = (float) (1 / Math.sqrt(squares / rows + epsilon));
    scratch[squares() + unit] = (float) squares;
  }

  private void recall(float[] parameters, float[] scratch) {
    for (int i = 0; i < inputs; i++) {
      double variance = parameters[running.variance() + i];
      scratch[i] = parameters[running.mean() + i];
      scratch[meanRest() + i] = 0;
      scratch[inverse() + i] = (float) (1 / Math.sqrt(variance + epsilon));
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    if (!pass.learns()) {
      backwardFrozen(pass, buffers);
      return;
    }
    float[] x = buffers.x();
    float[] scratch = buffers.scratch();
    float[] dy = buffers.dy();
    float[] gradient = pass.gradient();
    Arrays.fill(gradient, scale, scale + inputs, 0f);
    Arrays.fill(gradient, shift, shift + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[scale + i] += dy[from + i] * normalized(x[from + i], scratch, i);
        gradient[shift + i] += dy[from + i];
      }
    }
    float[] dx = buffers.dx();
    if (dx != null) {
      backwardInputs(pass, buffers, dx);
    }
    System.arraycopy(scratch, 0, gradient, running.mean(), inputs);
    System.arraycopy(scratch, squares(), gradient, running.variance(), inputs);
  }

  private void backwardFrozen(Pass pass, LayerBuffers buffers) {
    float[] dx = buffers.dx();
    if (dx == null) {
      return;
    }
    float[] scratch = buffers.scratch();
    float[] dy = buffers.dy();
    float[] parameters = pass.parameters();
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        dx[from + i] = parameters[scale + i] * scratch[inverse() + i] * dy[from + i];
      }
    }
  }

  private void backwardInputs(Pass pass, LayerBuffers buffers, float[] dx) {
    float[] x = buffers.x();
    float[] scratch = buffers.scratch();
    float[] dy = buffers.dy();
    float[] gradient = pass.gradient();
    float[] parameters = pass.parameters();
    float inverseRows = 1f / pass.rows();
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        float normalized = normalized(x[from + i], scratch, i);
        float centered =
            dy[from + i] - (gradient[shift + i] + normalized * gradient[scale + i]) * inverseRows;
        dx[from + i] = parameters[scale + i] * scratch[inverse() + i] * centered;
      }
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
