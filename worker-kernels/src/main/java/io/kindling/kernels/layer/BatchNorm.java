package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): each unit gets mean 0 and variance 1 over the rows
 * that a shard contributes to the batch, then a learnt scale and shift. Evaluation uses running
 * statistics instead, which follow those of the whole batch: running ← (1 − momentum) · running +
 * momentum · batch, with the variance by N − 1, as in PyTorch (Keras' momentum is 1 − this one). A
 * frozen one uses the running statistics in training, too, as in Keras.
 *
 * <p>Parameters: {@code weight} (scale, starts at 1), {@code bias} (shift, starts at 0), and the
 * observed {@code running_mean} and {@code running_var}.
 *
 * @param momentum how much of the batch's statistics is taken, above 0 and at most 1
 * @param epsilon added to the variance, above 0
 */
@Formula("y = weight · (x − mean) / √(var + epsilon) + bias, over the rows of a shard's batch")
public record BatchNorm(@Default("0.1") double momentum, @Default("1e-5") double epsilon)
    implements LayerSpec {
  /** Checks both. */
  public BatchNorm {
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "Batch norm momentum must be above 0 and at most 1, got " + momentum);
    }
    Require.above(0, "Batch norm epsilon", epsilon);
  }

  /** With momentum 0.1 and ε = 10⁻⁵. */
  public BatchNorm() {
    this(0.1, 1e-5);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int units = input.size();
    int scale = parameters.addPerUnit("weight", units, new Constant(1));
    int shift = parameters.addPerUnit("bias", units, new Zeros());
    ParameterLayout.RunningStatistics running = parameters.addRunningStatistics(units);
    return Optional.of(new BatchNormLayer(units, scale, shift, running, momentum, epsilon));
  }
}
