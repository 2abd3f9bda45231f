package io.kindling.onnx.check;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.onnx.OnnxInput;
import io.kindling.onnx.graph.ElementType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes an ONNX file by onnxruntime, on one thread. It may be used until it is closed, by one
 * thread at a time. What onnxruntime has to complain about is an {@link InvalidInputException}.
 */
public final class OnnxScorer implements AutoCloseable {
  private final String name;
  private final GraphSession session;

  /**
   * Reads a file.
   *
   * @param name what errors call it
   * @throws InvalidInputException when onnxruntime is not there, or cannot take it
   */
  public OnnxScorer(String name, byte[] file) {
    this.name = name;
    this.session = OnnxRuntime.open(name, file);
  }

  /**
   * Checks that the file has the inputs and outputs that a model's graph has.
   *
   * @throws InvalidInputException when it has others
   */
  public void requireFits(List<OnnxInput> inputs, List<String> outputs) {
    requireSame("inputs", session.inputs(), inputs.stream().map(OnnxInput::name).toList());
    requireSame("outputs", session.outputs(), outputs);
  }

  private void requireSame(String what, Set<String> found, List<String> expected) {
    if (!found.equals(Set.copyOf(expected))) {
      throw InvalidInputException.at(
          name,
          "%s %s".formatted(what, Names.shortened(new TreeSet<>(found))),
          Names.shortened(new TreeSet<>(expected)) + ", as the model has");
    }
  }

  /**
   * The outputs of some rows, of which there is at least one.
   *
   * @throws InvalidInputException when they cannot be computed
   */
  public OnnxOutputs score(OnnxRows rows) {
    Map<String, Object> values = new HashMap<>();
    Map<String, long[]> shapes = new HashMap<>();
    for (OnnxInput input : rows.inputs()) {
      values.put(input.name(), values(rows, input));
      long[] shape = new long[input.row().size() + 1];
      shape[0] = rows.size();
      for (int i = 1; i < shape.length; i++) {
        shape[i] = input.row().get(i - 1);
      }
      shapes.put(input.name(), shape);
    }
    return new OnnxOutputs(session.run(values, shapes));
  }

  private static Object values(OnnxRows rows, OnnxInput input) {
    ElementType type = input.content().type();
    if (type == ElementType.STRING) {
      return rows.texts(input);
    }
    double[] numbers = rows.numbers(input);
    if (type == ElementType.DOUBLE) {
      return numbers;
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Override
  public void close() {
    session.close();
  }
}
