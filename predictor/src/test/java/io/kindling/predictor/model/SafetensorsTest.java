package io.kindling.predictor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file format, byte by byte. */
final class SafetensorsTest {
  private static final String FILE = "weights.safetensors";
  private static final float[] VALUES = {1, -2.5f, Float.MIN_VALUE, -0f, 1e30f, 7, 8, 9};

  @Test
  void theFileStartsWithTheLengthOfItsHeaderLittleEndian() throws IOException {
    byte[] file = write(tensors());
    String header = new String(file, 8, (int) headerLength(file), StandardCharsets.UTF_8);
    assertEquals(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}}",
        header.stripTrailing());
  }

  @Test
  void theHeaderIsPaddedToEightBytesBySpaces() throws IOException {
    for (int length = 1; length <= 8; length++) {
      Map<String, Tensor> tensors = Map.of("x".repeat(length), new Tensor(VALUES, 0, List.of(1)));
      byte[] file = write(tensors);
      assertEquals(0, headerLength(file) % 8);
      String header = new String(file, 8, (int) headerLength(file), StandardCharsets.UTF_8);
      assertEquals("", header.substring(header.lastIndexOf('}') + 1).replace(" ", ""), "spaces");
    }
  }

  @Test
  void theHeaderIsJson() throws IOException {
    byte[] file = write(tensors());
    JsonNode header = new ObjectMapper().readTree(file, 8, (int) headerLength(file));
    assertEquals(24, header.at("/b/data_offsets/0").intValue());
  }

  @Test
  void theValuesFollowTheHeaderLittleEndian() throws IOException {
    byte[] file = write(tensors());
    float[] values = new float[7];
    int header = (int) headerLength(file);
    ByteBuffer.wrap(file, 8 + header, file.length - 8 - header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    assertArrayEquals(new float[] {-2.5f, Float.MIN_VALUE, -0f, 1e30f, 7, 8, 1}, values);
  }

  @Test
  void nothingFollowsTheValues() throws IOException {
    byte[] file = write(tensors());
    assertEquals(8 + headerLength(file) + 7 * Float.BYTES, file.length);
  }

  @Test
  void tensorsAreReadBackBitForBit() throws IOException {
    Map<String, Tensor> read = read(write(tensors()));
    assertArrayEquals(
        new float[] {-2.5f, Float.MIN_VALUE, -0f, 1e30f, 7, 8}, tensor(read, "a").values());
    assertArrayEquals(new float[] {1}, tensor(read, "b").values());
  }

  @Test
  void namesAndShapesAreReadBackInOrder() throws IOException {
    Map<String, Tensor> read = read(write(tensors()));
    assertEquals(List.of("a", "b"), List.copyOf(read.keySet()));
    assertEquals(List.of(2, 3), tensor(read, "a").shape());
  }

  @Test
  void aTensorLargerThanTheBufferIsReadBackBitForBit() throws IOException {
    float[] values = new float[200_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.1f;
    }
    Tensor tensor = new Tensor(values, 0, List.of(values.length));
    assertArrayEquals(values, tensor(read(write(Map.of("large", tensor))), "large").values());
  }

  @Test
  void aNameBeyondAsciiIsReadBack() throws IOException {
    Tensor tensor = new Tensor(VALUES, 0, List.of(1));
    assertEquals("größe", read(write(Map.of("größe", tensor))).keySet().iterator().next());
  }

  static Stream<Arguments> damagedHeaders() {
    return Stream.of(
        arguments("no JSON", "{\"a\":"),
        arguments("no object", "[1, 2]"),
        arguments("nothing", "  "),
        arguments("null", "null"),
        arguments("a tensor that is null", "{\"a\":null}"),
        arguments("a tensor without type", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}"),
        arguments("a tensor without shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}"),
        arguments("a tensor without offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}"),
        arguments("one offset", tensor("F32", "[1]", "[0]")),
        arguments("another type", tensor("F16", "[1]", "[0,4]")),
        arguments("a gap before the tensor", tensor("F32", "[1]", "[4,8]")),
        arguments("more bytes than the shape has", tensor("F32", "[1]", "[0,8]")),
        arguments("a negative dimension", tensor("F32", "[-1]", "[0,-4]")),
        arguments("a dimension that is null", tensor("F32", "[null]", "[0,4]")),
        arguments(
            "a tensor too large for memory", tensor("F32", "[4294967296]", "[0,17179869184]")),
        arguments(
            "a tensor that overlaps another",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"),
        arguments("lists in lists", "[".repeat(100_000)),
        arguments("a number of many digits", tensor("F32", "[" + "9".repeat(5000) + "]", "[0,4]")),
        arguments("what looks like UTF-32", "\0\0\0{.sup"),
        arguments("zeros behind the header", tensor("F32", "[1]", "[0,4]") + "\0\0"),
        arguments("a second header behind it", tensor("F32", "[1]", "[0,4]") + "{}"),
        arguments(
            "a tensor that is described twice",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + tensor("F32", "[1]", "[0,4]").substring(1)),
        arguments("an unknown field", "{\"a\":{\"dtipe\":\"F32\"}}"));
  }

  private static String tensor(String type, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(type, shape, offsets);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damagedHeaders")
  void aDamagedHeaderIsRefusedInOneLineThatNamesTheFile(String what, String header) {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + bytes.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(bytes.length).put(bytes).putFloat(1);
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> read(file.array()));
    assertEquals(1, message(thrown).lines().count());
    assertTrue(
        message(thrown).matches(FILE + ": (header(:1:[0-9]+)?: )?found .*"), () -> message(thrown));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 5, 100_000_001, Integer.MAX_VALUE + 9L, Long.MIN_VALUE})
  void aHeaderLongerThanTheFileOrNoneIsRefusedBeforeRoomIsMade(long length) {
    byte[] file = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertEquals(
        FILE + ": found a header of %s bytes, expected safetensors".formatted(length),
        message(assertThrows(InvalidInputException.class, () -> read(file))));
  }

  @Test
  void aTensorLargerThanTheFileIsRefusedBeforeRoomIsMade() {
    byte[] header = tensor("F32", "[500000000]", "[0,2000000000]").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header).putFloat(1);
    assertEquals(
        FILE + ": found the end of the file, expected 1999999996 more bytes",
        message(assertThrows(InvalidInputException.class, () -> read(file.array()))));
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] file = write(tensors());
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(InvalidInputException.class, () -> read(cut), "cut to " + length);
    }
  }

  @Test
  void aFileWithMoreBytesIsRefused() throws IOException {
    byte[] file = write(tensors());
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertEquals(
        FILE + ": found more bytes, expected the end after 28",
        message(assertThrows(InvalidInputException.class, () -> read(longer))));
  }

  @Test
  void aFlippedBitIsRefusedOrReadButNothingElse() throws IOException {
    byte[] file = write(tensors());
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        read(flipped);
      } catch (InvalidInputException expected) {
        assertEquals(0, message(expected).indexOf(FILE), "bit " + bit);
      } catch (RuntimeException e) {
        throw new AssertionError("bit %d of byte %d: %s".formatted(bit % 8, bit / 8, e), e);
      }
    }
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", new Tensor(VALUES, 1, List.of(2, 3)));
    tensors.put("b", new Tensor(VALUES, 0, List.of(1)));
    return tensors;
  }

  private static byte[] write(Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(tensors, out);
    return out.toByteArray();
  }

  private static Map<String, Tensor> read(byte[] file) throws IOException {
    return Safetensors.read(FILE, new ByteArrayInputStream(file), file.length);
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static long headerLength(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
