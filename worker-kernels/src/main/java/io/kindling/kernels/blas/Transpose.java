package io.kindling.kernels.blas;

/** Whether a matrix enters a product transposed. */
public enum Transpose {
  /** As it is. */
  NO("N"),
  /** Transposed. */
  YES("T");

  final String code;

  Transpose(String code) {
    this.code = code;
  }
}
