package io.kindling.onnx.check;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Whether onnxruntime is there. Its jar is 54 MB, so that Kindling does not bring it along. */
public final class OnnxRuntime {
  private static final String CLASS = "ai.onnxruntime.OrtEnvironment";

  private OnnxRuntime() {}

  /**
   * Checks that it is on the classpath.
   *
   * @throws InvalidInputException when it is not, with what to add
   */
  public static void require() {
    require(OnnxRuntime.class.getClassLoader());
  }

  static void require(ClassLoader loader) {
    try {
      Class.forName(CLASS, false, loader);
    } catch (ClassNotFoundException e) {
      throw InvalidInputException.at(
          "onnxruntime",
          "none on the classpath",
          "it by --packages %s or --jars".formatted(artifact()));
    }
  }

  /** Its coordinates, of the version that the tests take. */
  private static String artifact() {
    try (InputStream in =
        Objects.requireNonNull(OnnxRuntime.class.getResourceAsStream("onnxruntime.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
