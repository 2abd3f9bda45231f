package io.kindling.predictor.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The safetensors format, for tensors of float32: eight bytes with the length of the header, the
 * header in JSON (name → type, shape, offsets), padded to a multiple of eight by spaces, then all
 * values, little-endian. The same tensors always give the same bytes.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "F32";
  private static final int CHUNK = 1 << 16;

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

    /** Where it begins in the array. */
    public int offset() {
      return offset;
    }

    List<Integer> shape() {
      return shape;
    }

    /** How many values it has. */
    public int length() {
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
      description.put("dtype", TYPE);
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
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : SafetensorsHeader.read(name, in, bytes)) {
      Tensor tensor = allocate(name, entry);
      readValues(name, in, tensor.values());
      tensors.put(entry.name(), tensor);
    }
    return tensors;
  }

  private static Tensor allocate(String file, Entry entry) {
    OptionalInt length =
        TYPE.equals(entry.type()) ? entry.length(Float.BYTES) : OptionalInt.empty();
    if (length.isEmpty() || length.getAsInt() == 0) {
      throw InvalidInputException.at(file, entry.toString(), "values of %s".formatted(TYPE));
    }
    return entry.tensor(new float[length.getAsInt()]);
  }

  private static void readValues(String name, InputStream in, float[] values) throws IOException {
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      ByteBuffer.wrap(SafetensorsHeader.readBytes(name, in, count * Float.BYTES))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, count);
    }
  }
}
