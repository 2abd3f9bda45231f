package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * Inverted dropout: in training each value is set to 0 with probability {@code rate} and otherwise
 * divided by 1 − rate, so that its mean stays; in evaluation nothing happens (Srivastava et al.
 * 2014).
 *
 * @param rate at least 0 and below 1
 */
@Formula("training: y = x · m / (1 − rate), m ~ Bernoulli(1 − rate); evaluation: y = x")
public record Dropout(@Default("0.5") double rate) implements LayerSpec {
  /** Checks the rate. */
  public Dropout {
    Require.inHalfOpen(0, 1, "Dropout rate", rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.of(new DropoutLayer(index, input.size(), rate));
  }
}
