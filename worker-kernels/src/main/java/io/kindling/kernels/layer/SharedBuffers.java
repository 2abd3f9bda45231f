package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the layers of a workspace have in common: the network's parameters and the gradient by them,
 * while a pass is under way, and room for vector functions. Parameters and gradient come anew with
 * each pass and are let go at its end, so that a workspace that waits holds nobody else's arrays.
 */
public final class SharedBuffers {
  private final VectorMath math = new VectorMath();
  private float @Nullable [] parameters;
  private @Nullable TouchedArray gradient;

  /** Room for vector functions. */
  public VectorMath math() {
    return math;
  }

  /** The parameters of the pass that begins: the network's whole flat array. */
  public void bindParameters(float[] parameters) {
    this.parameters = parameters;
  }

  /** Where the way back leaves the gradient by the parameters, in their layout. */
  public void bindGradient(TouchedArray gradient) {
    this.gradient = gradient;
  }

  /** The pass is over. */
  public void release() {
    parameters = null;
    gradient = null;
  }

  float[] parameters() {
    return Objects.requireNonNull(parameters, "no pass is under way");
  }

  float[] gradient() {
    return bound().values();
  }

  @Nullable BitSet touchedRows(int table) {
    return bound().touchedRows(table);
  }

  private TouchedArray bound() {
    return Objects.requireNonNull(gradient, "no backward pass is under way");
  }
}
