package io.kindling.onnx.testing;

import io.kindling.onnx.OnnxModel;
import io.kindling.onnx.check.OnnxOutputs;
import io.kindling.onnx.check.OnnxRows;
import io.kindling.onnx.check.OnnxScorer;
import org.jspecify.annotations.Nullable;

/** How far an ONNX graph is from its model. */
public final class Differences {
  private Differences() {}

  /** The outputs of a model's graph for rows as they are kept. */
  public static OnnxOutputs score(Model model, float[][] kept, @Nullable String[][] texts) {
    OnnxModel onnx = model.onnx();
    OnnxRows rows = new OnnxRows(onnx.inputs(), model.preprocessing());
    for (int i = 0; i < kept.length; i++) {
      rows.add(kept[i], texts.length == 0 ? new String[0] : texts[i]);
    }
    try (OnnxScorer scorer = new OnnxScorer("the graph", Model.bytes(onnx))) {
      return scorer.score(rows);
    }
  }

  /** The largest difference of predictions; of those above 1, relative to their size. */
  public static double largest(Model model, float[][] kept, @Nullable String[][] texts) {
    OnnxOutputs outputs = score(model, kept, texts);
    String name = model.onnx().outputs().get(model.onnx().outputs().size() - 1);
    float[][] found = outputs.numbers(name);
    float[] expected = model.predict(kept);
    int width = expected.length / kept.length;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      float[] row = found[i / width];
      float value = row[row.length - width + i % width]; // of one output, class 1 comes second
      double difference = Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i]));
      largest = Math.max(largest, Float.isNaN(value) ? Double.POSITIVE_INFINITY : difference);
    }
    return largest;
  }
}
