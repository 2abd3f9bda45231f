package io.kindling.kernels.parameter;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/**
 * How a parameter starts. Element i of a parameter is a function of (key, i) alone, so that the
 * same seed gives the same network wherever it is made.
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
              GlorotUniform.class,
              GlorotNormal.class,
              HeNormal.class,
              HeUniform.class));

  /**
   * The value of one element.
   *
   * @param key names the parameter within the seed
   * @param index the element's position in the parameter
   * @param fanIn how many values flow into a unit
   * @param fanOut how many units a value flows into
   */
  double value(long key, long index, int fanIn, int fanOut);

  /** Fills {@code parameters[slice.offset() …]}. */
  default void fill(float[] parameters, ParameterSlice slice, long key) {
    for (int i = 0; i < slice.length(); i++) {
      parameters[slice.offset() + i] = (float) value(key, i, slice.fanIn(), slice.fanOut());
    }
  }
}
