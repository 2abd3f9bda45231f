package io.kindling.kernels.blas;

import dev.ludovic.netlib.blas.BLAS;

/**
 * Native code: OpenBLAS, or the library that {@code dev.ludovic.netlib.blas.nativeLibPath} names.
 */
public final class NativeBlas extends Blas {
  private final BlasDescription description;

  NativeBlas(BLAS netlib, BlasDescription description) {
    super(netlib);
    this.description = description;
  }

  @Override
  public BlasDescription description() {
    return description;
  }
}
