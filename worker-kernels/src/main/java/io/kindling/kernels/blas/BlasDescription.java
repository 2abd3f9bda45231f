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

  /** What stands for a hash or a CPU kernel that could not be found out. */
  static final String UNKNOWN = "unknown";

  private static final int DIGITS_TOLD = 8;

  private final boolean isNative;
  private final String library;
  private final String file;
  private final String fileHash;
  private final String cpuKernel;
  private final String warnings;

  /**
   * A description.
   *
   * @param isNative whether native code runs
   * @param library the name of the library, or of the Java class
   * @param file what a native library was loaded from; empty for Java
   * @param fileHash its SHA-256 as it was published, or {@code unknown}; empty for Java
   * @param cpuKernel what the library chose for the CPU, or {@code unknown}
   * @param warnings what is wrong or slows it down, a line each
   */
  public BlasDescription(
      boolean isNative,
      String library,
      String file,
      String fileHash,
      String cpuKernel,
      List<String> warnings) {
    this.isNative = isNative;
    this.library = library;
    this.file = file;
    this.fileHash = fileHash;
    this.cpuKernel = cpuKernel;
    this.warnings = String.join("\n", warnings);
  }

  /** Whether native code runs. */
  public boolean isNative() {
    return isNative;
  }

  /** The name of the library, or of the Java class. */
  public String library() {
    return library;
  }

  /** The file that a native library was loaded from; empty for Java. */
  public String file() {
    return file;
  }

  /**
   * The SHA-256 of that library as it was published (what is loaded may be a copy under another
   * name); empty for Java, {@code unknown} if it cannot be read.
   */
  public String fileHash() {
    return fileHash;
  }

  /**
   * The CPU kernel that the library chose, such as {@code SKYLAKEX}; {@code unknown} if it hides
   * it. Of Java, whether and how wide its vectors are.
   */
  public String cpuKernel() {
    return cpuKernel;
  }

  /** What is wrong or slows it down; empty when all is well. */
  public List<String> warnings() {
    return warnings.isEmpty() ? List.of() : List.of(warnings.split("\n"));
  }

  /**
   * Whether the other backend is known to give the same bits: the same library, file to the byte,
   * and CPU kernel, or the same Java class and width of vectors. What is unknown is equal to
   * nothing, not even to itself.
   */
  public boolean sameArithmeticAs(BlasDescription other) {
    return isNative == other.isNative
        && library.equals(other.library)
        && isSame(fileHash, other.fileHash)
        && isSame(cpuKernel, other.cpuKernel);
  }

  private static boolean isSame(String one, String other) {
    return !one.equals(UNKNOWN) && one.equals(other);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof BlasDescription other
        && isNative == other.isNative
        && library.equals(other.library)
        && file.equals(other.file)
        && fileHash.equals(other.fileHash)
        && cpuKernel.equals(other.cpuKernel)
        && warnings.equals(other.warnings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(isNative, library, file, fileHash, cpuKernel, warnings);
  }

  @Override
  public String toString() {
    String hash =
        fileHash.length() > DIGITS_TOLD
            ? " (SHA-256 " + fileHash.substring(0, DIGITS_TOLD) + "…)"
            : "";
    return library + hash + ", CPU kernel " + cpuKernel;
  }
}
