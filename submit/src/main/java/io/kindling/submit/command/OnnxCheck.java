package io.kindling.submit.command;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.kernels.loss.Task;
import io.kindling.onnx.OnnxModel;
import io.kindling.onnx.check.Agreement;
import io.kindling.onnx.check.OnnxOutputs;
import io.kindling.onnx.check.OnnxRows;
import io.kindling.onnx.check.OnnxScorer;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Compares an ONNX file with its model: the model scores rows in tasks, onnxruntime scores them
 * here.
 */
final class OnnxCheck {
  private static final int ROWS_AT_ONCE = 1024;
  private static final String SHA256 = "kindling.sha256";

  private final TrainedModel model;
  private final OnnxModel graph;
  private final OnnxScorer onnx;
  private final List<String> classes;
  private final Agreement agreement = new Agreement();
  private final List<Prediction> predictions = new ArrayList<>(); // of the rows at hand
  private long rows;

  /**
   * A comparison.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when the file's inputs or outputs are
   *     not those of the model
   */
  OnnxCheck(TrainedModel model, OnnxScorer onnx) {
    this.model = model;
    this.graph = graphOf(model);
    this.onnx = onnx;
    List<String> names = model.labels().classes();
    this.classes =
        IntStream.range(0, Math.max(2, model.spec().compile().outputs()))
            .mapToObj(i -> i < names.size() ? names.get(i) : Integer.toString(i))
            .toList();
    onnx.requireFits(graph.inputs(), graph.outputs());
  }

  /** The graph of a model, which knows the model's weights. */
  static OnnxModel graphOf(TrainedModel model) {
    return OnnxModel.of(
        model.spec(),
        model.preprocessing(),
        model.labels(),
        model.sharedParameters(),
        Map.of(SHA256, model.sha256()));
  }

  /**
   * Compares rows.
   *
   * @param most how many rows are taken, from the first on
   * @param told takes what was seen of the files, a line each
   */
  void compare(JavaSparkContext context, RowSource source, long most, Consumer<String> told) {
    List<String> texts = OnnxRows.textColumns(model.preprocessing());
    try (ReadTable table = ModelEvaluation.open(context, model, source, Use.SCORED, texts);
        Scorer scorer = new Scorer(context, model)) {
      table.notes().forEach(told);
      Iterator<Tuple2<Tuple2<float[], String[]>, Prediction>> all =
          table.kept().zip(table.rowNames(texts)).zip(scorer.score(table)).toLocalIterator();
      OnnxRows some = new OnnxRows(graph.inputs(), model.preprocessing());
      while (all.hasNext() && rows + some.size() < most) {
        Tuple2<Tuple2<float[], String[]>, Prediction> row = all.next();
        some.add(row._1()._1(), row._1()._2());
        predictions.add(row._2());
        if (some.size() == ROWS_AT_ONCE) {
          compare(some);
          some = new OnnxRows(graph.inputs(), model.preprocessing());
        }
      }
      if (some.size() > 0) {
        compare(some);
      }
    }
  }

  private void compare(OnnxRows some) {
    OnnxOutputs outputs = onnx.score(some);
    List<String> names = graph.outputs();
    float[][] found = outputs.numbers(names.get(names.size() - 1));
    boolean ofClasses = model.spec().loss().task() == Task.MULTICLASS;
    for (int i = 0; i < predictions.size(); i++) {
      rows++;
      Prediction prediction = predictions.get(i);
      float[] expected = ofClasses ? ofAllClasses(prediction.outputs()) : prediction.outputs();
      agreement.add(rows, expected, found[i]);
      if (ofClasses) {
        String label = outputs.texts(names.get(0)).get(i);
        agreement.addClass(rows, classes, expected, prediction.predictedClass(), label);
      }
    }
    predictions.clear();
  }

  /** One output is the probability of class 1. */
  private static float[] ofAllClasses(float[] outputs) {
    return outputs.length == 1 ? new float[] {1 - outputs[0], outputs[0]} : outputs;
  }

  /** What was found. */
  Agreement agreement() {
    return agreement;
  }

  /** How many rows were compared. */
  long rows() {
    return rows;
  }
}
