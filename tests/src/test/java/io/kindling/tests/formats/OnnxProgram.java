package io.kindling.tests.formats;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** Computes an ONNX file by onnxruntime and nothing of Kindling's. */
final class OnnxProgram {
  /** onnxruntime searches the process's command line, a long one here, by recursion. */
  private static final long STACK = 64L << 20;

  private OnnxProgram() {}

  /**
   * An output of all rows.
   *
   * @param columns of float32 or text, (rows, 1) each, by the names of the inputs
   */
  static List<double[]> run(byte[] file, Map<String, Object> columns, String output)
      throws Exception {
    FutureTask<List<double[]>> task = new FutureTask<>(() -> compute(file, columns, output));
    Thread thread = new Thread(null, task, "onnxruntime", STACK);
    thread.start();
    return task.get();
  }

  private static List<double[]> compute(byte[] file, Map<String, Object> columns, String output)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session = environment.createSession(file)) {
      for (Map.Entry<String, Object> column : columns.entrySet()) {
        inputs.put(column.getKey(), OnnxTensor.createTensor(environment, column.getValue()));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        List<double[]> rows = new ArrayList<>();
        for (float[] row : (float[][]) result.get(output).orElseThrow().getValue()) {
          double[] doubles = new double[row.length];
          for (int i = 0; i < row.length; i++) {
            doubles[i] = row[i];
          }
          rows.add(doubles);
        }
        return rows;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
