package io.kindling.kernels.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of golden values: from the folder that the system property {@code kindling.goldens}
 * names, or else from the resources in {@code /goldens/}.
 */
public final class Goldens {
  private static final String FOLDER_PROPERTY = "kindling.goldens";

  private Goldens() {}

  /** The content of a file, such as {@code losses.json}. */
  public static JsonNode read(String file) {
    try (InputStream stream = open(file)) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read golden values from " + file, e);
    }
  }

  private static InputStream open(String file) throws IOException {
    @Nullable String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder != null) {
      return Files.newInputStream(Path.of(folder, file));
    }
    @Nullable InputStream resource = Goldens.class.getResourceAsStream("/goldens/" + file);
    if (resource == null) {
      throw new FileNotFoundException("/goldens/" + file);
    }
    return resource;
  }

  /** The numbers of an array of any depth, in row-major order. */
  public static double[] doubles(JsonNode tensor) {
    if (!tensor.isArray()) {
      throw new IllegalArgumentException("expected an array of numbers, found " + tensor);
    }
    double[] values = new double[size(tensor)];
    fill(tensor, values, 0);
    return values;
  }

  /** {@link #doubles} rounded to float. */
  public static float[] floats(JsonNode tensor) {
    double[] values = doubles(tensor);
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  private static int size(JsonNode tensor) {
    if (!tensor.isArray()) {
      return 1;
    }
    int size = 0;
    for (JsonNode element : tensor) {
      size += size(element);
    }
    return size;
  }

  private static int fill(JsonNode tensor, double[] values, int from) {
    if (!tensor.isArray()) {
      if (!tensor.isNumber()) {
        throw new IllegalArgumentException("expected a number, found " + tensor);
      }
      values[from] = tensor.doubleValue();
      return from + 1;
    }
    int next = from;
    for (JsonNode element : tensor) {
      next = fill(element, values, next);
    }
    return next;
  }
}
