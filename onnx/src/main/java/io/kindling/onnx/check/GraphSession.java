package io.kindling.onnx.check;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.Map;
import java.util.Set;

/** A graph that is ready to be computed, without types of onnxruntime. */
public interface GraphSession extends AutoCloseable {
  /** The names of its inputs. */
  Set<String> inputs();

  /** The names of its outputs. */
  Set<String> outputs();

  /**
   * Computes it.
   *
   * @param values of each input a {@code float[]}, {@code double[]} or {@code String[]}, row-major
   * @param shapes of each input, all dimensions
   * @return of each output an array of arrays
   * @throws InvalidInputException when it cannot be computed
   */
  Map<String, Object> run(Map<String, Object> values, Map<String, long[]> shapes);

  @Override
  void close();
}
