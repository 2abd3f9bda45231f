package io.kindling.predictor.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The safetensors format, for tensors of float32: eight bytes with the length of the header, the
 * header in JSON (name → type, shape, offsets), padded to a multiple of eight by spaces, then all
 * values, little-endian. The same tensors always give the same bytes.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__"; // what other writers say of a file
  private static final int CHUNK = 1 << 16;
  private static final int LARGEST_HEADER = 100_000_000;

  private Safetensors() {}

  /** A part of an array of floats, from an offset on, with a row-major shape. */
  public static final class Tensor {
    private final float[] values;
    private final int offset;
    private final List<Integer> shape;

    /** The part; not a copy. */
    public Tensor(float[] values, int offset, List<Integer> shape) {
      this.values = values;
      this.offset = offset;
      this.shape = shape;
    }

    /** The array. */
    public float[] values() {
      return values;
    }

    int offset() {
      return offset;
    }

    List<Integer> shape() {
      return shape;
    }

    int length() {
      return shape.stream().reduce(1, (a, b) -> a * b);
    }
  }

  /** Writes tensors in their order. */
  public static void write(Map<String, Tensor> tensors, OutputStream out) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + (long) Float.BYTES * entry.getValue().length();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", "F32");
      description.put("shape", entry.getValue().shape());
      description.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), description);
      offset = end;
    }
    StringBuilder json = new StringBuilder(JSON.writeValueAsString(header));
    while (json.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
      json.append(' ');
    }
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(bytes.length).array());
    out.write(bytes);
    for (Tensor tensor : tensors.values()) {
      writeValues(tensor, out);
    }
  }

  private static void writeValues(Tensor tensor, OutputStream out) throws IOException {
    int room = Math.min(CHUNK, tensor.length());
    ByteBuffer buffer = ByteBuffer.allocate(room * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < tensor.length(); from += CHUNK) {
      int count = Math.min(CHUNK, tensor.length() - from);
      buffer.clear();
      buffer.asFloatBuffer().put(tensor.values(), tensor.offset() + from, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads all tensors.
   *
   * @param name what an error calls the file
   * @param bytes of the whole file: no room is made for more than it holds
   * @throws InvalidInputException when these are no such tensors
   */
  public static Map<String, Tensor> read(String name, InputStream in, long bytes)
      throws IOException {
    long length =
        ByteBuffer.wrap(readBytes(name, in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(LARGEST_HEADER, bytes - Long.BYTES)) {
      throw InvalidInputException.at(name, "a header of %s bytes".formatted(length), "safetensors");
    }
    byte[] json = readBytes(name, in, (int) length);
    Map<String, Description> header = readHeader(name, json);
    checkLength(name, header, bytes - Long.BYTES - length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, Description> entry : header.entrySet()) {
      Description description = entry.getValue();
      Tensor tensor = description.allocate(name, entry.getKey(), offset);
      readValues(name, in, tensor.values());
      offset += (long) Float.BYTES * tensor.length();
      tensors.put(entry.getKey(), tensor);
    }
    if (in.read() >= 0) {
      throw InvalidInputException.at(name, "more bytes", "the end after %s".formatted(offset));
    }
    return tensors;
  }

  private static Map<String, Description> readHeader(String name, byte[] json) {
    Map<String, Description> header = new LinkedHashMap<>();
    try {
      if (!(JSON.readTree(json) instanceof ObjectNode entries)) {
        throw InvalidInputException.at(name, "a header that is not an object", "safetensors");
      }
      entries.remove(METADATA);
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        header.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Description.class));
      }
    } catch (IOException e) {
      throw InvalidInputException.at(name, "a header that is not JSON", "safetensors");
    }
    if (header.isEmpty() || header.containsValue(null)) {
      throw InvalidInputException.at(name, "a header with nothing in it", "safetensors");
    }
    return header;
  }

  /** Before room is made; that offsets follow each other is checked tensor by tensor. */
  private static void checkLength(String name, Map<String, Description> header, long bytes) {
    for (Description description : header.values()) {
      for (@Nullable Long offset : Objects.requireNonNullElse(description.data_offsets(), none())) {
        if (offset != null && offset > bytes) {
          throw InvalidInputException.at(
              name, "the end of the file", "%s more bytes".formatted(offset - bytes));
        }
      }
    }
  }

  private static List<@Nullable Long> none() {
    return List.of();
  }

  private record Description(
      @Nullable String dtype,
      @Nullable List<@Nullable Integer> shape,
      @Nullable List<@Nullable Long> data_offsets) {
    Tensor allocate(String file, String tensor, long offset) {
      try {
        Shape declared = new Shape(List.copyOf(shape == null ? List.of() : shape));
        if (!"F32".equals(dtype)
            || !List.of(offset, offset + (long) Float.BYTES * declared.size())
                .equals(data_offsets)) {
          throw new IllegalArgumentException("found " + this);
        }
        return new Tensor(new float[declared.size()], 0, declared.dimensions());
      } catch (IllegalArgumentException | NullPointerException e) {
        throw InvalidInputException.at(
            file,
            "tensor '%s' of %s %s at %s".formatted(tensor, dtype, shape, data_offsets),
            "values of F32 from %s on".formatted(offset));
      }
    }
  }

  private static void readValues(String name, InputStream in, float[] values) throws IOException {
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      ByteBuffer.wrap(readBytes(name, in, count * Float.BYTES))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, count);
    }
  }

  private static byte[] readBytes(String name, InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw InvalidInputException.at(name, "the end of the file", count + " more bytes");
    }
    return bytes;
  }
}
