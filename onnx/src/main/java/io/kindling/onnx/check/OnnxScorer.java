package io.kindling.onnx.check;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.onnx.OnnxInput;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
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
  private static final int MOST_SHOWN = 200;

  // What it would log is what it throws.
  private static final OrtLoggingLevel QUIET = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment(QUIET, "kindling");
  private final String name;
  private final OrtSession session;

  /**
   * Reads a file.
   *
   * @param name what errors call it
   * @throws InvalidInputException when onnxruntime cannot take it
   */
  public OnnxScorer(String name, byte[] file) {
    this.name = name;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(QUIET);
      this.session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw InvalidInputException.at(name, shortened(e), "a model that onnxruntime can read");
    }
  }

  /**
   * Checks that the file has the inputs and outputs that a model's graph has.
   *
   * @throws InvalidInputException when it has others
   */
  public void requireFits(List<OnnxInput> inputs, List<String> outputs) {
    requireSame("inputs", session.getInputNames(), inputs.stream().map(OnnxInput::name).toList());
    requireSame("outputs", session.getOutputNames(), outputs);
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
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (OnnxInput input : rows.inputs()) {
        tensors.put(input.name(), tensor(rows, input));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        Map<String, Object> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> entry : result) {
          outputs.put(entry.getKey(), entry.getValue().getValue());
        }
        return new OnnxOutputs(outputs);
      }
    } catch (OrtException e) {
      throw InvalidInputException.at(name, shortened(e), "a graph that computes these rows");
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(OnnxRows rows, OnnxInput input) throws OrtException {
    long[] shape = new long[input.row().size() + 1];
    shape[0] = rows.size();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = input.row().get(i - 1);
    }
    return switch (input.content().type()) {
      case STRING -> OnnxTensor.createTensor(environment, rows.texts(input), shape);
      case DOUBLE ->
          OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows.numbers(input)), shape);
      case FLOAT, INT64 -> {
        double[] numbers = rows.numbers(input);
        FloatBuffer floats = FloatBuffer.allocate(numbers.length);
        for (double number : numbers) {
          floats.put((float) number);
        }
        yield OnnxTensor.createTensor(environment, floats.flip(), shape);
      }
    };
  }

  private static String shortened(OrtException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return message.length() > MOST_SHOWN ? message.substring(0, MOST_SHOWN) + "…" : message;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
