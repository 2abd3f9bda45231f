package io.kindling.driver.checkpoint;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays in parts of about the same size, one after the other, so that several threads can write
 * them and each file can be named by what is in it. A tensor is called as its array is, and, where
 * it does not begin with the array's first value, {@code NAME/FIRST}: no two parts of one set of
 * arrays are the same.
 */
final class ArrayParts {
  private static final int FEWEST_VALUES = 1 << 21; // 8 MiB
  private static final int MOST_PARTS = 32; // some file systems have a price for each file

  private ArrayParts() {}

  /** The parts, at least one. */
  static List<Map<String, Tensor>> of(Map<String, float[]> arrays) {
    long values = arrays.values().stream().mapToLong(array -> array.length).sum();
    return of(arrays, (int) Math.max(FEWEST_VALUES, (values + MOST_PARTS - 1) / MOST_PARTS));
  }

  /** Parts of so many values; the last may have fewer. */
  static List<Map<String, Tensor>> of(Map<String, float[]> arrays, int size) {
    List<Map<String, Tensor>> parts = new ArrayList<>();
    Map<String, Tensor> part = new LinkedHashMap<>();
    parts.add(part);
    int room = size;
    for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
      float[] array = entry.getValue();
      int from = 0;
      do {
        if (room == 0) {
          part = new LinkedHashMap<>();
          parts.add(part);
          room = size;
        }
        int count = Math.min(room, array.length - from);
        part.put(tensor(entry.getKey(), from), new Tensor(array, from, List.of(count)));
        from += count;
        room -= count;
      } while (from < array.length);
    }
    return parts;
  }

  private static String tensor(String array, int from) {
    return from == 0 ? array : array + "/" + from;
  }

  /** Puts arrays together again, part by part. */
  static final class Joined {
    private final Map<String, List<float[]>> pieces = new LinkedHashMap<>();
    private final Map<String, Integer> lengths = new LinkedHashMap<>();

    /**
     * Adds the next part.
     *
     * @param place what errors call its file
     * @throws InvalidInputException when a tensor does not begin where its array ended
     */
    void add(String place, Map<String, Tensor> part) {
      part.forEach((name, tensor) -> add(place, name, tensor.values()));
    }

    private void add(String place, String tensor, float[] values) {
      String array = tensor.replaceFirst("/[0-9]+$", "");
      int before = lengths.getOrDefault(array, 0);
      if (!tensor(array, before).equals(tensor) || (before == 0 && pieces.containsKey(array))) {
        throw InvalidInputException.at(
            place, "the tensor '%s'".formatted(tensor), "'%s'".formatted(tensor(array, before)));
      }
      if (values.length > Integer.MAX_VALUE - before) {
        throw InvalidInputException.at(
            place, "more than %s values of %s".formatted(Integer.MAX_VALUE, array), "fewer");
      }
      lengths.put(array, before + values.length);
      pieces.computeIfAbsent(array, name -> new ArrayList<>()).add(values);
    }

    /** The arrays; they take the pieces' place one by one. */
    Map<String, float[]> arrays() {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      pieces.forEach((name, parts) -> arrays.put(name, join(parts)));
      return arrays;
    }

    private static float[] join(List<float[]> parts) {
      if (parts.size() == 1) {
        return parts.get(0);
      }
      float[] array = new float[parts.stream().mapToInt(part -> part.length).sum()];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, array, at, part.length);
        at += part.length;
      }
      parts.clear();
      return array;
    }
  }
}
