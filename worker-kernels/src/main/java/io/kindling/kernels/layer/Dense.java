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
 * A fully connected layer, y = W x + b. Parameters: {@code weight} (units, inputs) and {@code bias}
 * (units). An input of several dimensions counts as flat.
 *
 * @param units the number of outputs, at least 1
 * @param initializer how the weights start
 * @param biasInitializer how the biases start
 * @param bias whether there is a bias
 */
@Formula("y = W x + b")
public record Dense(
    int units,
    @Default("glorot_uniform") Initializer initializer,
    @Default("zeros") Initializer biasInitializer,
    @Default("true") boolean bias)
    implements LayerSpec {
  /** Checks the units. */
  public Dense {
    Require.atLeast(1, "Dense units", units);
  }

  /** A layer with the default initializers and a bias. */
  public Dense(int units) {
    this(units, new GlorotUniform());
  }

  /** A layer with zero biases. */
  public Dense(int units, Initializer initializer) {
    this(units, initializer, new Zeros(), true);
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
            new Shape(List.of(units, inputs)),
            initializer,
            inputs,
            units);
    int biasOffset =
        bias
            ? parameters.add(
                "bias", ParameterKind.OTHER, Shape.vector(units), biasInitializer, inputs, units)
            : DenseLayer.NO_BIAS;
    return Optional.of(new DenseLayer(inputs, units, weight, biasOffset, new Identity()));
  }
}
