package io.kindling.kernels.blas;

import java.util.List;

/** Netlib's Java code: with the vector module where the JVM was given it, plain otherwise. */
public final class JavaBlas extends Blas {
  private final BlasDescription description;

  private JavaBlas(dev.ludovic.netlib.blas.JavaBLAS netlib, String reason) {
    super(netlib);
    this.description =
        new BlasDescription(
            false,
            "netlib's " + netlib.getClass().getSimpleName(),
            "",
            "JVM",
            List.of("matrix products run in Java, at a fifth of native speed or less: " + reason));
  }

  static JavaBlas because(String reason) {
    return new JavaBlas(dev.ludovic.netlib.blas.JavaBLAS.getInstance(), reason);
  }

  @Override
  public BlasDescription description() {
    return description;
  }
}
