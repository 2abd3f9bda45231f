package io.kindling.onnx.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import org.junit.jupiter.api.Test;

/** What is said where onnxruntime is missing. */
final class OnnxRuntimeTest {
  @Test
  void aMissingOneIsToldWithWhatToAdd() {
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class,
                    () -> OnnxRuntime.require(ClassLoader.getPlatformClassLoader()))
                .getMessage());
    assertTrue(
        message.matches(
            "onnxruntime: found none on the classpath, expected it by"
                + " --packages com\\.microsoft\\.onnxruntime:onnxruntime:[\\d.]+ or --jars"),
        message);
  }

  @Test
  void oneThatIsThereIsFound() {
    assertDoesNotThrow(() -> OnnxRuntime.require());
  }
}
