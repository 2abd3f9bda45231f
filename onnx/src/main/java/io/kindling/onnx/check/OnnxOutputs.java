package io.kindling.onnx.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a graph gave for some rows. */
public final class OnnxOutputs {
  private final Map<String, Object> values;

  OnnxOutputs(Map<String, Object> values) {
    this.values = values;
  }

  /** The texts of an output (rows). */
  public List<String> texts(String output) {
    if (values.get(output) instanceof String[] texts) {
      return Arrays.asList(texts);
    }
    throw new IllegalArgumentException("no texts in " + output);
  }

  /** The numbers of an output (rows, numbers). */
  public float[][] numbers(String output) {
    if (values.get(output) instanceof float[][] numbers) {
      return numbers;
    }
    throw new IllegalArgumentException("no numbers in " + output);
  }
}
