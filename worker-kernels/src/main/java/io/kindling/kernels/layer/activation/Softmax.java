package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * The softmax of a row as a layer: positive values that sum to 1. As the last layer of a classifier
 * leave it out: {@code softmax_cross_entropy} applies it itself, and exactly.
 */
@Formula("y_i = exp(x_i) / Σ_j exp(x_j)")
public record Softmax() implements LayerSpec {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.of(new SoftmaxLayer(input.size()));
  }
}
