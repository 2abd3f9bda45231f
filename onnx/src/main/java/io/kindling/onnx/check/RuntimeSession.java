package io.kindling.onnx.check;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of onnxruntime, on one thread. The only class that knows onnxruntime; {@link
 * OnnxRuntime} loads it beside that, so nothing else may name this one.
 */
public final class RuntimeSession implements GraphSession {
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
  public RuntimeSession(String name, byte[] file) {
    this.name = name;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(QUIET);
      this.session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw InvalidInputException.at(name, shortened(e), "a model that onnxruntime can read");
    }
  }

  @Override
  public Set<String> inputs() {
    return session.getInputNames();
  }

  @Override
  public Set<String> outputs() {
    return session.getOutputNames();
  }

  @Override
  public Map<String, Object> run(Map<String, Object> values, Map<String, long[]> shapes) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, long[]> shape : shapes.entrySet()) {
        tensors.put(shape.getKey(), tensor(values.get(shape.getKey()), shape.getValue()));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        Map<String, Object> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> entry : result) {
          outputs.put(entry.getKey(), entry.getValue().getValue());
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw InvalidInputException.at(name, shortened(e), "a graph that computes these rows");
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(@Nullable Object values, long[] shape) throws OrtException {
    if (values instanceof String[] texts) {
      return OnnxTensor.createTensor(environment, texts, shape);
    }
    if (values instanceof double[] numbers) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), shape);
    }
    if (values instanceof float[] numbers) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
    }
    throw new IllegalArgumentException("no values of an input: " + values);
  }

  private static String shortened(OrtException failure) {
    String message = FirstLine.of(failure);
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
