package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlasDescriptionTest {
  private static final BlasDescription ZEN =
      new BlasDescription(true, "OpenBLAS 1", "/a", "ZEN", List.of());

  @Test
  void theSameKernelFromAnotherFolderIsTheSameArithmetic() {
    assertTrue(
        ZEN.sameArithmeticAs(new BlasDescription(true, "OpenBLAS 1", "/b", "ZEN", List.of())));
  }

  @Test
  void anotherKernelIsOtherArithmetic() {
    assertFalse(
        ZEN.sameArithmeticAs(new BlasDescription(true, "OpenBLAS 1", "/a", "HASWELL", List.of())));
  }

  @Test
  void javaIsOtherArithmeticThanNativeCode() {
    assertFalse(
        ZEN.sameArithmeticAs(new BlasDescription(false, "OpenBLAS 1", "/a", "ZEN", List.of())));
  }

  @Test
  void descriptionsWithTheSameContentAreEqual() {
    BlasDescription same = new BlasDescription(true, "OpenBLAS 1", "/a", "ZEN", List.of());

    assertEquals(ZEN, same);
    assertEquals(ZEN.hashCode(), same.hashCode());
  }

  @Test
  void descriptionsWithOtherWarningsAreNotEqual() {
    assertNotEquals(ZEN, new BlasDescription(true, "OpenBLAS 1", "/a", "ZEN", List.of("slow")));
  }

  @Test
  void descriptionsOfOtherFilesAreNotEqual() {
    assertNotEquals(ZEN, new BlasDescription(true, "OpenBLAS 1", "/b", "ZEN", List.of()));
  }

  @Test
  void warningsComeOutOneByOne() {
    List<String> warnings = List.of("first", "second");

    assertEquals(warnings, new BlasDescription(true, "", "", "", warnings).warnings());
  }

  @Test
  void noWarningsAreAnEmptyList() {
    assertEquals(List.of(), ZEN.warnings());
  }

  @Test
  void itReadsAsLibraryAndKernelWithoutTheFile() {
    assertEquals("OpenBLAS 1, CPU kernel ZEN", ZEN.toString());
  }
}
