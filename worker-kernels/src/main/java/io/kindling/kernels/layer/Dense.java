package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A fully connected layer, y = W x + b. Parameters: {@code weight} (units, inputs) and {@code bias}
 * (units). An input of several dimensions counts as flat.
 *
 * @param units the number of outputs, or {@code classes}
 * @param initializer how the weights start
 * @param biasInitializer how the biases start
 * @param bias whether there is a bias
 */
@Formula("y = W x + b")
public record Dense(
    Units units,
    @Default("glorot_uniform") Initializer initializer,
    @Default("zeros") Initializer biasInitializer,
    @Default("true") boolean bias)
    implements LayerSpec {
  /** A layer of so many units. */
  public Dense(int units, Initializer initializer, Initializer biasInitializer, boolean bias) {
    this(new Units.Count(units), initializer, biasInitializer, bias);
  }

  /** A layer with the default initializers and a bias. */
  public Dense(int units) {
    this(units, new GlorotUniform());
  }

  /** A layer with zero biases. */
  public Dense(int units, Initializer initializer) {
    this(units, initializer, new Zeros(), true);
  }

  /** A layer of as many units as the labels to train on have classes. */
  public static Dense ofClasses() {
    return new Dense(new Units.Classes(), new GlorotUniform(), new Zeros(), true);
  }

  @Override
  public LayerSpec withOutputs(IntSupplier outputs) {
    return units instanceof Units.Classes
        ? new Dense(outputs.getAsInt(), initializer, biasInitializer, bias)
        : this;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.vector(units.number());
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int inputs = input.size();
    int outputs = units.number();
    int weight =
        parameters.add(
            "weight",
            ParameterKind.WEIGHT,
            new Shape(List.of(outputs, inputs)),
            initializer,
            inputs,
            outputs);
    int biasOffset =
        bias
            ? parameters.add(
                "bias",
                ParameterKind.OTHER,
                Shape.vector(outputs),
                biasInitializer,
                inputs,
                outputs)
            : DenseLayer.NO_BIAS;
    return Optional.of(new DenseLayer(inputs, outputs, weight, biasOffset, new Identity()));
  }
}
