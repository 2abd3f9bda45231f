package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GemmSpeedTest {
  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void theSpeedIsInGigaflops() {
    double speed = GemmSpeed.measure(Blas.get(), 64, 0.05);

    // Any core with native code lies in between; a wrong unit would be off by a thousand.
    assertTrue(speed > 0.5 && speed < 2000, () -> speed + " GFLOP/s");
  }
}
