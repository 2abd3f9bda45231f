package io.kindling.kernels.blas;

/**
 * How wide the vectors are that Java's vector module computes with on this machine. The module may
 * be absent, so it is asked by reflection.
 */
final class VectorWidth {
  private static final String PACKAGE = "jdk.incubator.vector.";

  private VectorWidth() {}

  /** Such as {@code JVM, 512-bit vectors}; unknown if the module does not say. */
  static String describe() {
    try {
      Object species = Class.forName(PACKAGE + "FloatVector").getField("SPECIES_MAX").get(null);
      Object bits =
          Class.forName(PACKAGE + "VectorSpecies").getMethod("vectorBitSize").invoke(species);
      return "JVM, %s-bit vectors".formatted(bits);
    } catch (ReflectiveOperationException | LinkageError e) {
      return BlasDescription.UNKNOWN;
    }
  }
}
