package io.kindling.kernels.parameter;

/** An initializer whose elements are independent of each other. */
interface ElementInitializer extends Initializer {
  /**
   * The value of one element, a function of (key, index) alone.
   *
   * @param key names the parameter within the seed
   * @param index the element's position in the parameter
   * @param fanIn how many values flow into a unit
   * @param fanOut how many units a value flows into
   */
  double value(long key, long index, int fanIn, int fanOut);

  @Override
  default void fill(float[] parameters, ParameterSlice slice, long key) {
    for (int i = 0; i < slice.length(); i++) {
      parameters[slice.offset() + i] = (float) value(key, i, slice.fanIn(), slice.fanOut());
    }
  }
}
