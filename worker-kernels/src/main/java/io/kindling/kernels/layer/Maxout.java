package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The largest of k affine pieces for each unit (Goodfellow et al. 2013). Parameters: {@code weight}
 * (pieces, units, inputs) and {@code bias} (pieces, units). Of equal pieces the first one learns.
 *
 * @param units the number of outputs, at least 1
 * @param pieces k, at least 1
 * @param initializer how the weights start
 * @param biasInitializer how the biases start
 */
@Formula("y_u = max over pieces p of (W_p x + b_p)_u")
public record Maxout(
    int units,
    @Default("2") int pieces,
    @Default("glorot_uniform") Initializer initializer,
    @Default("zeros") Initializer biasInitializer)
    implements LayerSpec {
  /** Checks units and pieces. */
  public Maxout {
    Require.atLeast(1, "Maxout units", units);
    Require.atLeast(1, "Maxout pieces", pieces);
  }

  /** Glorot's weights and zero biases. */
  public Maxout(int units, int pieces) {
    this(units, pieces, new GlorotUniform(), new Zeros());
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.vector(units);
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int inputs = input.size();
    int weight =
        parameters.add(
            "weight",
            ParameterKind.WEIGHT,
            new Shape(List.of(pieces, units, inputs)),
            initializer,
            inputs,
            units);
    int bias =
        parameters.add(
            "bias",
            ParameterKind.OTHER,
            new Shape(List.of(pieces, units)),
            biasInitializer,
            inputs,
            units);
    DenseLayer affine = new DenseLayer(inputs, pieces * units, weight, bias, new Identity());
    return Optional.of(new MaxoutLayer(affine, units, pieces));
  }
}
