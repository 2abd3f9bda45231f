package io.kindling.kernels.blas;

import java.util.List;

/** Netlib's Java code: with the vector module where the JVM was given it, plain otherwise. */
public final class JavaBlas extends Blas {
  // Java's arithmetic is the same on every machine, but for sums over the lanes of vectors.
  private static final String WITH_VECTORS = "VectorBLAS";

  private final BlasDescription description;

  private JavaBlas(dev.ludovic.netlib.blas.JavaBLAS netlib, String reason) {
    super(netlib);
    String name = netlib.getClass().getSimpleName();
    this.description =
        new BlasDescription(
            false,
            "netlib's " + name,
            "",
            "",
            name.equals(WITH_VECTORS) ? VectorWidth.describe() : "JVM",
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
