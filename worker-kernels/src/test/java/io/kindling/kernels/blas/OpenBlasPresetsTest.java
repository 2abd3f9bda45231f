package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenBlasPresetsTest {
  @Test
  void anEnvironmentWithoutPresetsGivesNoWarning() {
    Map<String, String> environment = Map.of("PATH", "/bin", "OPENBLAS_NUM_THREADS", "1");

    assertEquals(List.of(), OpenBlasLibrary.presets(environment));
  }

  @Test
  void aPresetCpuKernelIsNamedWithItsValue() {
    String warning = OpenBlasLibrary.presets(Map.of("OPENBLAS_CORETYPE", "Haswell")).get(0);

    assertTrue(warning.contains("OPENBLAS_CORETYPE=Haswell"), warning);
  }

  @Test
  void everyPresetIsWarnedOf() {
    Map<String, String> environment =
        Map.of("OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "262144");

    assertEquals(2, OpenBlasLibrary.presets(environment).size());
  }
}
