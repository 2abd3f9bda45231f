package com.example.kinds;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer of one's own: every value is multiplied by a weight that is learnt.
 *
 * @param initial what the weights start with
 */
@Formula("y = weight · x")
public record Gain(@Default("1") double initial) implements LayerSpec {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int weight = parameters.addPerUnit("weight", input.size(), new Constant(initial));
    return Optional.of(new Kernel(input.size(), weight));
  }

  /**
   * The arithmetic of the layer.
   *
   * @param units values in a row
   * @param weight where its weights lie among the parameters
   */
  private record Kernel(int units, int weight) implements Layer {
    @Override
    public int inputs() {
      return units;
    }

    @Override
    public int outputs() {
      return units;
    }

    @Override
    public boolean trainable() {
      return true;
    }

    @Override
    public void forward(Pass pass, LayerBuffers buffers) {
      float[] parameters = pass.parameters();
      float[] x = buffers.x();
      float[] y = buffers.y();
      for (int i = 0; i < pass.rows() * units; i++) {
        y[i] = parameters[weight + i % units] * x[i];
      }
    }

    @Override
    public void backward(Pass pass, LayerBuffers buffers) {
      float[] x = buffers.x();
      float[] dy = buffers.dy();
      float[] gradient = pass.gradient();
      Arrays.fill(gradient, weight, weight + units, 0f);
      for (int i = 0; i < pass.rows() * units; i++) {
        gradient[weight + i % units] += dy[i] * x[i];
      }
      float[] dx = buffers.dx();
      if (dx != null) {
        float[] parameters = pass.parameters();
        for (int i = 0; i < pass.rows() * units; i++) {
          dx[i] = dy[i] * parameters[weight + i % units];
        }
      }
    }
  }
}
