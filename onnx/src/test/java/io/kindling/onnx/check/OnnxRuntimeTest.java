package io.kindling.onnx.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where onnxruntime is looked for. */
final class OnnxRuntimeTest {
  private static final ClassLoader OWN = OnnxRuntimeTest.class.getClassLoader();
  private static final ClassLoader EMPTY = ClassLoader.getPlatformClassLoader();

  @Test
  void aMissingOneIsToldWithWhatToAdd() {
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> OnnxRuntime.loader(EMPTY, EMPTY))
                .getMessage());
    assertTrue(
        message.matches(
            "onnxruntime: found none on the classpath, expected it by"
                + " --packages com\\.microsoft\\.onnxruntime:onnxruntime:[\\d.]+ or --jars"),
        message);
  }

  @Test
  void oneBesideKindlingIsTaken() {
    assertEquals(OWN, OnnxRuntime.loader(OWN, EMPTY));
  }

  /** As where Spark was given its jar, and Kindling is on the classpath. */
  @Test
  void oneAmongTheJarsOfTheContextIsTaken() throws IOException, ReflectiveOperationException {
    List<URL> kindling = new ArrayList<>();
    List<URL> runtime = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      (place.contains("onnxruntime") ? runtime : kindling).add(url(place));
    }
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(kindling.toArray(URL[]::new), EMPTY);
        URLClassLoader context = new URLClassLoader(runtime.toArray(URL[]::new), own)) {
      thread.setContextClassLoader(context);
      Class<?> scorer = own.loadClass(OnnxScorer.class.getName());
      InvocationTargetException refused =
          assertThrows(
              InvocationTargetException.class,
              () ->
                  scorer
                      .getConstructor(String.class, byte[].class)
                      .newInstance("a.onnx", new byte[] {1}));
      String message = String.valueOf(refused.getTargetException().getMessage());
      assertTrue(message.endsWith("expected a model that onnxruntime can read"), message);
    } finally {
      thread.setContextClassLoader(former);
    }
  }

  private static URL url(String place) throws MalformedURLException {
    return Path.of(place).toUri().toURL();
  }
}
