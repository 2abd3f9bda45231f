package io.kindling.kernels.parameter;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/**
 * How a parameter starts: a function of (key, slice) alone, so that the same seed gives the same
 * network wherever it is made.
 */
public interface Initializer extends Serializable {
  /** Every initializer by its name in a config file. */
  Catalogue<Initializer> CATALOGUE =
      Catalogue.of(
          "initializer",
          Initializer.class,
          List.of(
              Zeros.class,
              Constant.class,
              Normal.class,
              Uniform.class,
              FanInUniform.class,
              GlorotUniform.class,
              GlorotNormal.class,
              HeNormal.class,
              HeUniform.class,
              LecunNormal.class,
              Orthogonal.class));

  /**
   * Fills {@code parameters[slice.offset() …]}.
   *
   * @param key names the parameter within the seed
   */
  void fill(float[] parameters, ParameterSlice slice, long key);
}
