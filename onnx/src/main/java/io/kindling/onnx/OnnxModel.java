package io.kindling.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.onnx.graph.OnnxGraph;
import io.kindling.onnx.layer.NetworkNodes;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.row.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model as an ONNX graph, of opset 20: the columns of rows as they are in, predictions
 * out.
 *
 * <p>Inputs are the columns by their names, each (rows, 1): numbers, and words as text. Outputs
 * are, of a model of classes, {@code label} (rows), the name of the class, and {@code
 * probabilities} (rows, classes); of one of labels {@code probabilities} (rows, labels); of
 * regression {@code values} (rows, outputs). An output of which a column has the name has another,
 * which ends with {@code _2}.
 *
 * <p>The same model gives the same bytes.
 */
public final class OnnxModel {
  private static final long MOST_BYTES = Integer.MAX_VALUE;
  private static final long BYTES_BESIDES_WEIGHTS = 1 << 20;

  private final ModelProto proto;
  private final List<OnnxInput> inputs;
  private final List<String> outputs;
  private final List<String> notes;

  private OnnxModel(
      ModelProto proto, List<OnnxInput> inputs, List<String> outputs, List<String> notes) {
    this.proto = proto;
    this.inputs = inputs;
    this.outputs = outputs;
    this.notes = notes;
  }

  /**
   * The graph of a model.
   *
   * @param parameters the flat parameter array
   * @param properties what else the file says of the model, such as where it is from
   * @throws InvalidInputException when ONNX has nothing for a layer or the loss, which are then
   *     none of Kindling's own, or the model is larger than an ONNX file may be
   */
  public static OnnxModel of(
      ModelSpec spec,
      Preprocessing preprocessing,
      Labels labels,
      float[] parameters,
      Map<String, String> properties) {
    PredictionNodes.check(spec.loss());
    long bytes = (long) parameters.length * Float.BYTES + BYTES_BESIDES_WEIGHTS;
    if (bytes > MOST_BYTES) {
      throw InvalidInputException.at(
          "the network",
          "%s parameters".formatted(Names.count(parameters.length)),
          "at most 2 GB of them, as an ONNX file may hold");
    }
    OnnxGraph graph = new OnnxGraph();
    FeatureNodes features = new FeatureNodes(graph, preprocessing);
    String input = features.add(spec.input());
    String raw = NetworkNodes.add(graph, spec, parameters, input);
    List<String> outputs =
        new PredictionNodes(graph, raw, spec.compile().outputs())
            .add(spec.loss(), labels, preprocessing.targets());
    return new OnnxModel(
        graph.build(new TreeMap<>(properties)),
        features.inputs(),
        outputs,
        notes(preprocessing.columns()));
  }

  private static List<String> notes(List<Column> columns) {
    List<String> notes = new ArrayList<>();
    for (Column column : columns) {
      if (column.kind() instanceof Hash hash) {
        notes.add(
            "column '%s': ONNX has no such hash, so the input takes the number of the bucket, 0 to %s"
                .formatted(column.name(), hash.buckets() - 1));
      } else if (column.kind() instanceof Date date) {
        notes.add(
            "column '%s': ONNX reads no dates, so the input '%s' takes the %s as a number"
                .formatted(column.source(), column.name(), date.parts().get(0).configName()));
      }
    }
    return notes;
  }

  /** The inputs, in their order. */
  public List<OnnxInput> inputs() {
    return inputs;
  }

  /** The names of the outputs, in their order. */
  public List<String> outputs() {
    return outputs;
  }

  /** What the graph leaves to whoever uses it, since ONNX cannot express it: a line each. */
  public List<String> notes() {
    return notes;
  }

  /** Writes the file; the caller closes {@code out}. */
  public void writeTo(OutputStream out) throws IOException {
    proto.writeTo(out);
  }
}
