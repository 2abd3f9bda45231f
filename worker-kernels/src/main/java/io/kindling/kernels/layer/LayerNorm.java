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
 * Layer normalisation (Ba, Kiros and Hinton 2016): each row gets mean 0 and variance 1 over its own
 * values, then a learnt scale and shift for each value. Parameters: {@code weight} (scale, starts
 * at 1) and {@code bias} (shift, starts at 0).
 *
 * @param epsilon added to the variance, above 0
 */
@Formula("y = weight · (x − mean(x)) / √(var(x) + epsilon) + bias, over the values of a row")
public record LayerNorm(@Default("1e-5") double epsilon) implements LayerSpec {
  /** Checks ε. */
  public LayerNorm {
    Require.above(0, "Layer norm epsilon", epsilon);
  }

  /** With ε = 10⁻⁵. */
  public LayerNorm() {
    this(1e-5);
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
    return Optional.of(new LayerNormLayer(units, scale, shift, epsilon));
  }
}
