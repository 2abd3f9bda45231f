package io.kindling.kernels.blas;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What computes the matrix products of a process. It travels between processes, under Kryo too,
 * hence no record.
 */
public final class BlasDescription implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean isNative;
  private final String library;
  private final String file;
  private final String cpuKernel;
  private final String warnings;

  BlasDescription(
      boolean isNative, String library, String file, String cpuKernel, List<String> warnings) {
    this.isNative = isNative;
    this.library = library;
    this.file = file;
    this.cpuKernel = cpuKernel;
    this.warnings = String.join("\n", warnings);
  }

  /** Whether native code runs. */
  public boolean isNative() {
    return isNative;
  }

  /** The name of the library. */
  public String library() {
    return library;
  }

  /** The file that a native library was loaded from; empty for Java. */
  public String file() {
    return file;
  }

  /**
   * The CPU kernel that the library chose, such as {@code SKYLAKEX}; {@code unknown} if it hides
   * it.
   */
  public String cpuKernel() {
    return cpuKernel;
  }

  /** What is wrong or slows it down; empty when all is well. */
  public List<String> warnings() {
    return warnings.isEmpty() ? List.of() : List.of(warnings.split("\n"));
  }

  /**
   * Whether the other backend gives the same bits: the same kind of library on the same CPU kernel.
   */
  public boolean sameArithmeticAs(BlasDescription other) {
    return isNative == other.isNative && cpuKernel.equals(other.cpuKernel);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof BlasDescription other
        && sameArithmeticAs(other)
        && library.equals(other.library)
        && file.equals(other.file)
        && warnings.equals(other.warnings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(isNative, library, file, cpuKernel, warnings);
  }

  @Override
  public String toString() {
    return library + ", CPU kernel " + cpuKernel;
  }
}
