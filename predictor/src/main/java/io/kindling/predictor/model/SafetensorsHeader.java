package io.kindling.predictor.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the header of a safetensors file says: its tensors, which lie one behind the other. */
final class SafetensorsHeader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__"; // what other writers say of a file
  private static final int LARGEST = 100_000_000;
  private static final int ARCHIVE = 0x04034b50; // what ZIP files begin with

  private SafetensorsHeader() {}

  /**
   * A tensor of the file.
   *
   * @param type of its values, such as {@code F32}
   * @param shape of them, row-major; of a single number without dimensions
   * @param begin first byte behind the header
   * @param end one past its last byte
   */
  record Entry(String name, String type, List<Long> shape, long begin, long end) {
    /** The number of values, unless its bytes are not so many of a type, or too many. */
    OptionalInt length(int bytesEach) {
      long length = 1;
      try {
        for (long dimension : shape) {
          length = Math.multiplyExact(length, dimension);
        }
        return length * bytesEach == end - begin
            ? OptionalInt.of(Math.toIntExact(length))
            : OptionalInt.empty();
      } catch (ArithmeticException e) {
        return OptionalInt.empty(); // more than any array has
      }
    }

    /** These values in the shape, whose {@link #length} they have. */
    Tensor tensor(float[] values) {
      return new Tensor(values, 0, shape.stream().map(Math::toIntExact).toList());
    }

    /** The dimensions, such as {@code 10×2}; nothing of a single number. */
    String shapeText() {
      return Names.shortened(shape.stream().map(String::valueOf).collect(Collectors.joining("×")));
    }

    private boolean isWhole() {
      return end >= begin && shape.stream().allMatch(dimension -> dimension >= 0);
    }

    @Override
    public String toString() {
      return "tensor '%s' of %s %s at [%s, %s]"
          .formatted(
              Names.shortened(name),
              Names.shortened(type),
              Names.shortened(shape.toString()),
              begin,
              end);
    }
  }

  /**
   * Reads the header; the stream is then at the first tensor.
   *
   * @param bytes of the whole file
   * @return its tensors, in the order of their bytes, which are all that follow
   * @throws InvalidInputException when it is no such header
   */
  static List<Entry> read(String name, InputStream in, long bytes) throws IOException {
    long length =
        ByteBuffer.wrap(readBytes(name, in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(LARGEST, bytes - Long.BYTES)) {
      String found =
          (int) length == ARCHIVE
              ? "an archive, as torch.save writes"
              : "a header of %s bytes".formatted(length);
      throw InvalidInputException.at(name, found, "safetensors");
    }
    List<Entry> entries = parse(name, readBytes(name, in, (int) length));
    // Other writers order the header by names, and the values by the size of their types.
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkOffsets(name, entries, bytes - Long.BYTES - length);
    return entries;
  }

  private static List<Entry> parse(String name, byte[] json) {
    ObjectNode header = StrictJson.tree(name + ": header", json, "safetensors");
    header.remove(METADATA);
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      entries.add(entry(name, entry.getKey(), entry.getValue()));
    }
    if (entries.isEmpty()) {
      throw InvalidInputException.at(name, "a header with nothing in it", "safetensors");
    }
    return entries;
  }

  private record Description(
      @Nullable String dtype,
      @Nullable List<@Nullable Long> shape,
      @Nullable List<@Nullable Long> data_offsets) {
    Optional<Entry> of(String tensor) {
      if (dtype == null || shape == null || data_offsets == null) {
        return Optional.empty();
      }
      List<Long> dimensions = shape.stream().flatMap(Stream::ofNullable).toList();
      List<Long> offsets = data_offsets.stream().flatMap(Stream::ofNullable).toList();
      return dimensions.size() == shape.size() && offsets.size() == 2 && data_offsets.size() == 2
          ? Optional.of(new Entry(tensor, dtype, dimensions, offsets.get(0), offsets.get(1)))
          : Optional.empty();
    }
  }

  private static Optional<Description> description(JsonNode json) {
    try {
      return Optional.ofNullable(JSON.treeToValue(json, Description.class));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // what it is instead is told
    }
  }

  private static Entry entry(String file, String tensor, JsonNode json) {
    return description(json)
        .flatMap(description -> description.of(tensor))
        .filter(Entry::isWhole)
        .orElseThrow(
            () ->
                InvalidInputException.at(
                    file,
                    "tensor '%s' as %s"
                        .formatted(Names.shortened(tensor), Names.shortened(json.toString())),
                    "its dtype, its shape and two data_offsets"));
  }

  /** Before room is made. */
  private static void checkOffsets(String name, List<Entry> entries, long bytes) {
    long offset = 0;
    for (Entry entry : entries) {
      if (entry.end() > bytes) {
        throw InvalidInputException.at(
            name, "the end of the file", "%s more bytes".formatted(entry.end() - bytes));
      }
      if (entry.begin() != offset) {
        throw InvalidInputException.at(
            name, entry.toString(), "one that begins at %s".formatted(offset));
      }
      offset = entry.end();
    }
    if (offset < bytes) {
      throw InvalidInputException.at(name, "more bytes", "the end after %s".formatted(offset));
    }
  }

  /** So many bytes, or a line that says how many there are too few. */
  static byte[] readBytes(String name, InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw InvalidInputException.at(name, "the end of the file", count + " more bytes");
    }
    return bytes;
  }
}
