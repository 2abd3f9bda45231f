package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlasDescriptionTest {
  private static final BlasDescription ZEN = natively("OpenBLAS 1", "/a", "0123456789ab", "ZEN");
  private static final BlasDescription SCALAR = inJava("netlib's Java11BLAS", "JVM");

  private static BlasDescription natively(
      String library, String file, String hash, String kernel, String... warnings) {
    return new BlasDescription(true, library, file, hash, kernel, List.of(warnings));
  }

  private static BlasDescription inJava(String name, String kernel) {
    return new BlasDescription(false, name, "", "", kernel, List.of());
  }

  @Test
  void theSameFileFromAnotherFolderIsTheSameArithmetic() {
    assertTrue(
        ZEN.sameArithmeticAs(natively("OpenBLAS 1", "/b", "0123456789ab", "ZEN", "a warning")));
  }

  @Test
  void theSameJavaClassIsTheSameArithmeticEverywhere() {
    assertTrue(SCALAR.sameArithmeticAs(inJava("netlib's Java11BLAS", "JVM")));
  }

  static Stream<BlasDescription> others() {
    return Stream.of(
        natively("OpenBLAS 2", "/a", "0123456789ab", "ZEN"),
        natively("OpenBLAS 1", "/a", "0123456789ac", "ZEN"),
        natively("OpenBLAS 1", "/a", "0123456789ab", "HASWELL"),
        new BlasDescription(false, "OpenBLAS 1", "/a", "0123456789ab", "ZEN", List.of()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherLibraryFileOrKernelIsOtherArithmetic(BlasDescription other) {
    assertFalse(ZEN.sameArithmeticAs(other));
    assertFalse(other.sameArithmeticAs(ZEN));
  }

  @Test
  void anotherJavaClassOrWidthOfVectorsIsOtherArithmetic() {
    BlasDescription wide = inJava("netlib's VectorBLAS", "JVM, 512-bit vectors");

    assertFalse(SCALAR.sameArithmeticAs(wide));
    assertFalse(wide.sameArithmeticAs(inJava("netlib's VectorBLAS", "JVM, 256-bit vectors")));
  }

  static Stream<BlasDescription> unknown() {
    return Stream.of(
        natively("libblas.so", "/a", "unknown", "ZEN"),
        natively("libblas.so", "/a", "0123456789ab", "unknown"),
        inJava("netlib's VectorBLAS", "unknown"));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void whatIsUnknownIsTheSameAsNothing(BlasDescription unknown) {
    assertFalse(unknown.sameArithmeticAs(unknown));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void anUnknownDescriptionIsStillEqualToItself(BlasDescription unknown) {
    assertEquals(unknown, unknown);
  }

  @Test
  void descriptionsWithTheSameContentAreEqual() {
    BlasDescription same = natively("OpenBLAS 1", "/a", "0123456789ab", "ZEN");

    assertEquals(ZEN, same);
    assertEquals(ZEN.hashCode(), same.hashCode());
  }

  @ParameterizedTest
  @MethodSource("others")
  void descriptionsOfOtherArithmeticAreNotEqual(BlasDescription other) {
    assertNotEquals(ZEN, other);
  }

  @Test
  void descriptionsWithOtherWarningsAreNotEqual() {
    assertNotEquals(ZEN, natively("OpenBLAS 1", "/a", "0123456789ab", "ZEN", "slow"));
  }

  @Test
  void descriptionsOfOtherFilesAreNotEqual() {
    assertNotEquals(ZEN, natively("OpenBLAS 1", "/b", "0123456789ab", "ZEN"));
  }

  @Test
  void warningsComeOutOneByOne() {
    assertEquals(
        List.of("first", "second"), natively("", "", "", "", "first", "second").warnings());
  }

  @Test
  void noWarningsAreAnEmptyList() {
    assertEquals(List.of(), ZEN.warnings());
  }

  @Test
  void itReadsAsLibraryHashAndKernelWithoutTheFile() {
    assertEquals("OpenBLAS 1 (SHA-256 01234567…), CPU kernel ZEN", ZEN.toString());
  }

  @Test
  void javaReadsAsItsClassAlone() {
    assertEquals("netlib's Java11BLAS, CPU kernel JVM", SCALAR.toString());
  }
}
