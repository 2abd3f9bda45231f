package io.kindling.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.testing.Model;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/onnx.md shows of scoring in Java. */
final class ScoringExampleTest {
  @TempDir private Path folder;

  @Test
  void aFileIsScoredWithoutKindling() throws IOException, OrtException {
    List<Column> columns =
        List.of(
            new Column("size", new Numeric()),
            new Column("colour", new OneHot(), List.of("blue", "red")));
    Preprocessing preprocessing =
        new Preprocessing(columns, MissingMode.MEAN, new float[] {2, 0}, Scaling.none(2));
    Model model =
        Model.of(
            Shape.vector(3),
            NetworkSpec.of(new Dense(2)),
            new SoftmaxCrossEntropy(),
            preprocessing,
            new Labels(List.of("kind"), List.of("good", "bad")),
            4);
    String file = Files.write(folder.resolve("model.onnx"), Model.bytes(model.onnx())).toString();
    float[] expected = model.predict(new float[][] {{1.5f, 1}, {Float.NaN, 0}});

    // docs/onnx.md: begin
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor size =
            OnnxTensor.createTensor(environment, new float[][] {{1.5f}, {Float.NaN}});
        OnnxTensor colour =
            OnnxTensor.createTensor(environment, new String[][] {{"red"}, {"blue"}});
        OrtSession.Result result = session.run(Map.of("size", size, "colour", colour))) {
      String[] labels = (String[]) result.get("label").orElseThrow().getValue();
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      // docs/onnx.md: end

      for (int row = 0; row < 2; row++) {
        assertEquals(expected[2 * row], probabilities[row][0], 1e-6);
        assertTrue(
            labels[row].equals(expected[2 * row] > expected[2 * row + 1] ? "good" : "bad"),
            labels[row]);
      }
    }
  }
}
