package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaBlasTest extends BlasContractTest {
  private final Blas blas = JavaBlas.because("this is a test");

  @Override
  Blas blas() {
    return blas;
  }

  @Test
  void theDescriptionSaysThatItIsNotNative() {
    assertFalse(blas.description().isNative());
  }

  @Test
  void thereIsNoFile() {
    assertEquals("", blas.description().file());
  }

  @Test
  void theDescriptionWarnsOfTheCostAndSaysTheReason() {
    assertEquals(
        List.of("matrix products run in Java, at a fifth of native speed or less: this is a test"),
        blas.description().warnings());
  }
}
