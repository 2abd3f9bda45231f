package io.kindling.kernels.network;

/**
 * A value that an operation takes.
 *
 * @param value its number
 * @param gradient what backward does about the gradient by it
 */
record Source(int value, GradientUse gradient) {
  /** Whether the value is the network's input. */
  boolean isInput() {
    return value == 0;
  }

  /** What backward does about the gradient by a value. */
  enum GradientUse {
    /** Nobody needs it: nothing is learnt on the way to the value. */
    NONE,
    /** The operation is the first to give it. */
    SET,
    /** Another operation that takes the value has given its part already. */
    ADD
  }
}
