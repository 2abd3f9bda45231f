package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays are cut into parts, and put together again. */
final class ArrayPartsTest {
  private static Map<String, float[]> arrays() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("theta", new float[] {1, 2, 3, 4, 5, 6, 7});
    arrays.put("moment.0", new float[10]);
    arrays.put("moment.1", new float[] {8, 9});
    return arrays;
  }

  /** As a file brings it back. */
  private static Map<String, Tensor> read(Map<String, Tensor> part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Safetensors.write(part, bytes);
    return Safetensors.read("part", new ByteArrayInputStream(bytes.toByteArray()), bytes.size());
  }

  private static String error(List<Map<String, Tensor>> parts) {
    ArrayParts.Joined joined = new ArrayParts.Joined();
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> {
              for (Map<String, Tensor> part : parts) {
                joined.add("FILE", read(part));
              }
            });
    return String.valueOf(error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 18, 19, 20, 1000})
  void partsOfAnySizeJoinToTheArraysInTheirOrder(int size) throws IOException {
    Map<String, float[]> arrays = arrays();
    ArrayParts.Joined joined = new ArrayParts.Joined();
    for (Map<String, Tensor> part : ArrayParts.of(arrays, size)) {
      joined.add("part", read(part));
    }
    Map<String, float[]> found = joined.arrays();
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(found.keySet()));
    arrays.forEach((name, array) -> assertArrayEquals(array, found.get(name)));
  }

  @Test
  void allButTheLastPartHaveTheSameNumberOfValues() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (Map<String, Tensor> part : ArrayParts.of(arrays(), 4)) {
      sizes.add(read(part).values().stream().mapToInt(tensor -> tensor.values().length).sum());
    }
    assertEquals(List.of(4, 4, 4, 4, 3), sizes);
  }

  @Test
  void manyValuesBecomeFewParts() {
    float[] shared = new float[1 << 26];
    Map<String, float[]> arrays = Map.of("theta", shared, "moment.0", shared);
    assertEquals(32, ArrayParts.of(arrays).size());
  }

  @Test
  void noTwoPartsHaveTheSameContent() {
    Set<Set<String>> names = new HashSet<>();
    ArrayParts.of(Map.of("zeros", new float[100]), 10)
        .forEach(part -> names.add(Set.copyOf(part.keySet())));
    assertEquals(10, names.size());
  }

  @Test
  void aPartThatIsMissingOrInAnotherPlaceIsNamed() {
    List<Map<String, Tensor>> parts = ArrayParts.of(Map.of("theta", new float[9]), 3);
    assertEquals(
        "FILE: found the tensor 'theta/6', expected 'theta/3'",
        error(List.of(parts.get(0), parts.get(2))));
    assertEquals(
        "FILE: found the tensor 'theta/3', expected 'theta'",
        error(List.of(parts.get(1), parts.get(0))));
  }

  @Test
  void aPartThatComesTwiceIsRefused() {
    List<Map<String, Tensor>> parts = ArrayParts.of(Map.of("theta", new float[9]), 3);
    assertEquals(
        "FILE: found the tensor 'theta', expected 'theta/3'",
        error(List.of(parts.get(0), parts.get(0))));
    assertEquals(
        "FILE: found the tensor 'theta/3', expected 'theta/6'",
        error(List.of(parts.get(0), parts.get(1), parts.get(1))));
  }
}
