package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * The rectifier with a learnt slope (He et al. 2015, "Delving deep into rectifiers"). Parameter:
 * {@code slope}, one for each unit.
 *
 * @param slope what each slope starts at
 */
@Formula("x if x > 0, else a · x, with a learnt for each unit")
public record Prelu(@Default("0.25") double slope) implements LayerSpec {
  /** Checks the slope. */
  public Prelu {
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("PReLU slope must be finite, got " + slope);
    }
  }

  /** Slopes that start at 0.25, as in the paper. */
  public Prelu() {
    this(0.25);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int units = input.size();
    return Optional.of(
        new PreluLayer(units, parameters.addPerUnit("slope", units, new Constant(slope))));
  }
}
