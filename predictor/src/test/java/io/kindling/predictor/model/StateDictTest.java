package io.kindling.predictor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of tensors as PyTorch writes them. */
final class StateDictTest {
  private static final String FILE = "net.safetensors";

  /** The header is ordered by names, the values by the sizes of their types, as PyTorch has it. */
  private static byte[] fileOfBatchNorm() {
    String header =
        """
        {"__metadata__":{"format":"pt"},\
        "1.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},\
        "1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
        "1.weight":{"dtype":"F16","shape":[2],"data_offsets":[16,20]}}""";
    return file(
        header,
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(7)
            .putFloat(0.1f)
            .putFloat(-0f)
            .putShort((short) 0x3c00)
            .putShort((short) 0xc000)
            .array());
  }

  private static byte[] file(String header, byte[] values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(values)
        .array();
  }

  private static byte[] file(String type, String shape, String hex) {
    byte[] values = HexFormat.of().parseHex(hex);
    return file(
        "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,%s]}}"
            .formatted(type, shape, values.length),
        values);
  }

  private static StateDict read(byte[] file) throws IOException {
    return StateDict.read(FILE, new ByteArrayInputStream(file), file.length);
  }

  private static float[] values(StateDict tensors, String name) {
    return tensors.tensor(name).orElseThrow().values();
  }

  @Test
  void tensorsAreReadByTheirOffsetsWhateverTheOrderOfTheHeader() throws IOException {
    StateDict tensors = read(fileOfBatchNorm());
    assertArrayEquals(new float[] {0.1f, -0f}, values(tensors, "1.bias"));
    assertArrayEquals(new float[] {1, -2}, values(tensors, "1.weight"));
    assertEquals(
        List.of("1.num_batches_tracked", "1.bias", "1.weight"), List.copyOf(tensors.names()));
    assertEquals(Optional.of("of I64"), tensors.description("1.num_batches_tracked"));
    assertTrue(tensors.tensor("1.num_batches_tracked").isEmpty());
  }

  @Test
  void itsDigestIsThatOfTheFile() throws IOException {
    byte[] file = fileOfBatchNorm();
    assertEquals(ContentDigest.of(out -> out.write(file)).sha256(), read(file).sha256());
  }

  /** Little-endian bytes. */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "F16, 0000, 0",
    "F16, 0080, -0.0",
    "F16, 0100, 5.9604645E-8", // 2⁻²⁴, the least above 0
    "F16, ff03, 6.097555E-5", // 1023 · 2⁻²⁴, the largest without a leading one
    "F16, 0004, 6.1035156E-5", // 2⁻¹⁴
    "F16, 5535, 0.33325195",
    "F16, ff7b, 65504",
    "F16, fffb, -65504",
    "BF16, 803f, 1",
    "BF16, abbe, -0.333984375",
    "BF16, 0100, 9.183550E-41",
    "F32, cdcccc3d, 0.1",
    "F32, 01000000, 1.4E-45",
    "F64, 000000a09999b93f, 0.1", // the float32 nearest to 0.1
    "F64, 0000000000000080, -0.0"
  })
  void numbersOfOtherTypesBecomeTheSameOfFloat32(String type, String hex, float expected)
      throws IOException {
    float found = values(read(file(type, "[1]", hex)), "a")[0];
    assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(found), "" + found);
  }

  @ParameterizedTest(name = "{3} of {0}")
  @CsvSource({
    "F64, [1], 9a9999999999b93f, 0.1",
    "F64, [2], 00000000000000000000000000000c48, 1.1909882842232846E39",
    "F64, [1], 0100000000000000, 4.9E-324",
    "F32, [1], 0000c07f, NaN",
    "F16, [1], 007e, NaN",
    "F16, [1], 007c, Infinity",
    "BF16, [1], 80ff, -Infinity"
  })
  void aNumberThatNoFiniteFloat32IsNamesItselfWhereItsLayerIsLookedAt(
      String type, String shape, String hex, String number) throws IOException {
    StateDict tensors = read(file(type, shape, hex));
    assertTrue(tensors.tensor("a").isEmpty());
    String description = tensors.description("a").orElseThrow();
    assertTrue(
        description.endsWith(" with %s, which is no finite float32".formatted(number)),
        description);
  }

  @Test
  void manyNumbersAreReadInTheirOrder() throws IOException {
    int count = 20_000; // more than are read at once
    ByteBuffer values = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      values.putDouble(i);
    }
    byte[] file =
        file(
            "{\"a\":{\"dtype\":\"F64\",\"shape\":[2,10000],\"data_offsets\":[0,160000]}}",
            values.array());
    float[] read = values(read(file), "a");
    for (int i = 0; i < count; i++) {
      assertEquals(i, read[i]);
    }
  }

  @Test
  void aTensorOfNothingIsNoParameter() throws IOException {
    StateDict tensors = read(file("F32", "[0,5000000000]", ""));
    assertEquals(Optional.of("0×5000000000"), tensors.description("a"));
    assertTrue(tensors.tensor("a").isEmpty());
  }

  @Test
  void whatIsSaidOfATensorIsShortWhateverTheFileHolds() throws IOException {
    String letters = "x".repeat(100_000);
    String description = read(file(letters, "[1]", "0000")).description("a").orElseThrow();
    assertTrue(description.length() < 100, description);
    assertShort(file("F32", "[1" + ",1".repeat(100_000) + "]", "0000"));
    assertShort(file("{\"%s\":{\"dtype\":\"%s\"}}".formatted(letters, letters), new byte[0]));
  }

  private static void assertShort(byte[] file) {
    String line =
        String.valueOf(assertThrows(InvalidInputException.class, () -> read(file)).getMessage());
    assertTrue(line.length() < 300, line);
  }

  @Test
  void aTypeOfIntegersIsNamed() throws IOException {
    StateDict tensors = read(file("I8", "[2,3]", "010203040506"));
    assertTrue(tensors.tensor("a").isEmpty());
    assertEquals(Optional.of("2×3 of I8"), tensors.description("a"));
  }

  @ParameterizedTest
  @CsvSource({"F16, [3], 0000", "F64, [1], 00000000", "F32, '[4294967296,4294967296]', 00000000"})
  void aShapeOfOtherBytesIsRefusedInOneLine(String type, String shape, String hex) {
    byte[] file = file(type, shape, hex);
    String message =
        String.valueOf(assertThrows(InvalidInputException.class, () -> read(file)).getMessage());
    assertEquals(
        "%s: found tensor 'a' of %s %s at [0, %s], expected as many bytes as its values take"
            .formatted(FILE, type, shape.replace(",", ", "), hex.length() / 2),
        message);
  }

  @Test
  void whatTorchSaveWritesIsNamed() {
    byte[] file = "PK\u0003\u0004 archive/data.pkl".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        FILE + ": found an archive, as torch.save writes, expected safetensors",
        assertThrows(InvalidInputException.class, () -> read(file)).getMessage());
  }

  @Test
  void aFileCutOffAnywhereIsRefused() {
    byte[] file = fileOfBatchNorm();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(InvalidInputException.class, () -> read(cut), "cut to " + length);
    }
  }
}
