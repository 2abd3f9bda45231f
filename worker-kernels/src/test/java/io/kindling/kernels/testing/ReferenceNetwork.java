package io.kindling.kernels.testing;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Relu;
import io.kindling.kernels.layer.Sigmoid;
import io.kindling.kernels.layer.Tanh;
import io.kindling.kernels.network.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with its loss in double precision, written for being evidently right: plain loops over
 * the definitions, nothing fused, nothing reused. Its parameters lie as the kernels' do: layer
 * after layer, weights (units, inputs) row-major, then biases.
 */
public final class ReferenceNetwork {
  private final List<ReferenceLayer> layers = new ArrayList<>();
  private final ReferenceLoss loss;
  private int parameters;

  /** The reference of a model; {@code mask} is what its dropout layers draw. */
  public ReferenceNetwork(ModelSpec model, DropoutMask mask) {
    this.loss = ReferenceLoss.of(model.loss());
    int width = model.input().size();
    List<LayerSpec> declared = model.network().layers();
    for (int i = 0; i < declared.size(); i++) {
      width = append(declared.get(i), i, width, mask);
    }
  }

  private int append(LayerSpec layer, int index, int width, DropoutMask mask) {
    if (layer instanceof Flatten) {
      return width;
    }
    if (layer instanceof Dense dense) {
      int weight = parameters;
      int bias = weight + dense.units() * width;
      parameters = dense.bias() ? bias + dense.units() : bias;
      layers.add(
          new ReferenceLayer.FullyConnected(
              width,
              dense.units(),
              weight,
              dense.bias() ? bias : ReferenceLayer.FullyConnected.NO_BIAS));
      return dense.units();
    }
    if (layer instanceof Dropout dropout) {
      layers.add(new ReferenceLayer.Masked(dropout.rate(), index, mask));
      return width;
    }
    layers.add(perValue(layer));
    return width;
  }

  private static ReferenceLayer perValue(LayerSpec layer) {
    if (layer instanceof Relu) {
      return new ReferenceLayer.PerValue(x -> x > 0 ? x : 0, x -> x > 0 ? 1 : 0, true);
    }
    if (layer instanceof Sigmoid) {
      return new ReferenceLayer.PerValue(
          x -> 1 / (1 + Math.exp(-x)),
          x -> Math.exp(-x) / ((1 + Math.exp(-x)) * (1 + Math.exp(-x))),
          false);
    }
    if (layer instanceof Tanh) {
      return new ReferenceLayer.PerValue(Math::tanh, x -> 1 / (Math.cosh(x) * Math.cosh(x)), false);
    }
    throw new IllegalArgumentException("no reference for the layer " + layer);
  }

  /** The number of parameters. */
  public int parameters() {
    return parameters;
  }

  /** Σ_rows w · ℓ. */
  public double loss(Batch batch, double[] theta) {
    double[][] logits = logits(batch, theta);
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      sum += batch.weight(row) * loss.loss(logits[row], batch.target(row));
    }
    return sum;
  }

  /** ∂/∂θ of {@link #loss}. */
  public ReferenceGradient gradient(Batch batch, double[] theta) {
    List<double[][]> values = values(batch, theta);
    double[][] logits = values.get(layers.size());
    double[][] dy = new double[batch.rows()][];
    for (int row = 0; row < batch.rows(); row++) {
      dy[row] = loss.gradient(logits[row], batch.target(row));
      for (int i = 0; i < dy[row].length; i++) {
        dy[row][i] *= batch.weight(row);
      }
    }
    ReferenceGradient gradient = new ReferenceGradient(parameters);
    for (int i = layers.size() - 1; i >= 0; i--) {
      dy = layers.get(i).backward(values.get(i), dy, theta, gradient);
    }
    return gradient;
  }

  /** The outputs (rows, outputs). */
  public double[][] logits(Batch batch, double[] theta) {
    return values(batch, theta).get(layers.size());
  }

  /** How near any value comes to where its layer has no derivative. */
  public double nearestKink(Batch batch, double[] theta) {
    List<double[][]> values = values(batch, theta);
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < layers.size(); i++) {
      nearest = Math.min(nearest, layers.get(i).nearestKink(values.get(i)));
    }
    return nearest;
  }

  /** The input, then the output of each layer. */
  private List<double[][]> values(Batch batch, double[] theta) {
    List<double[][]> values = new ArrayList<>();
    values.add(batch.inputs());
    for (ReferenceLayer layer : layers) {
      values.add(layer.forward(values.get(values.size() - 1), theta));
    }
    return values;
  }
}
