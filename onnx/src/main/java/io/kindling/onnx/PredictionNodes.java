package io.kindling.onnx;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.RegressionLoss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.onnx.graph.Attribute;
import io.kindling.onnx.graph.ElementType;
import io.kindling.onnx.graph.OnnxGraph;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The nodes between the output of a network and those of its graph. */
final class PredictionNodes {
  static final String LABEL = "label";
  static final String PROBABILITIES = "probabilities";
  static final String VALUES = "values";

  private static final Attribute ALONG_ROW = Attribute.whole("axis", 1);
  private static final Attribute DROPPED = Attribute.whole("keepdims", 0);

  private final OnnxGraph graph;
  private final String raw;
  private final int outputs;

  /**
   * Nodes behind a network.
   *
   * @param raw what it gives, (rows, outputs)
   */
  PredictionNodes(OnnxGraph graph, String raw, int outputs) {
    this.graph = graph;
    this.raw = raw;
    this.outputs = outputs;
  }

  /**
   * Checks that predictions of such a network can be written.
   *
   * @throws InvalidInputException for a loss that is none of the catalogue's, unless it takes
   *     outputs for predictions as they are
   */
  static void check(Loss loss) {
    boolean known =
        loss instanceof SoftmaxCrossEntropy
            || loss instanceof BinaryCrossEntropy
            || loss instanceof SigmoidCrossEntropy
            || loss instanceof RegressionLoss;
    if (!known) {
      throw InvalidInputException.at(
          "loss",
          Loss.CATALOGUE.nameOf(loss),
          "a loss of Kindling itself or of regression, which alone can be written as ONNX");
    }
  }

  /**
   * Adds the nodes and the outputs.
   *
   * @param labels what targets and classes are called, as far as that is known
   * @return the names of the outputs
   */
  List<String> add(Loss loss, Labels labels, TargetScale targets) {
    if (loss instanceof SoftmaxCrossEntropy) {
      String probabilities = graph.node("Softmax", "output/softmax", List.of(raw), ALONG_ROW);
      String best = graph.node("ArgMax", "output/best", List.of(raw), ALONG_ROW, DROPPED);
      return ofClasses(probabilities, best, labels.classes(), outputs);
    }
    if (loss instanceof BinaryCrossEntropy) {
      String second = graph.node("Sigmoid", "output/sigmoid", List.of(raw));
      String one = graph.floats("output.one", 1);
      String first = graph.node("Sub", "output/first", List.of(one, second));
      String above =
          graph.node("Greater", "output/above", List.of(raw, graph.floats("output.zero", 0)));
      String column = graph.cast(above, ElementType.INT64, "output/class");
      String best =
          graph.node("Squeeze", "output/best", List.of(column, graph.wholes("output.axis", 1)));
      return ofClasses(
          graph.concat("output/both", List.of(first, second)), best, labels.classes(), 2);
    }
    if (loss instanceof SigmoidCrossEntropy) {
      String probabilities = graph.node("Sigmoid", "output/sigmoid", List.of(raw));
      return List.of(
          graph.output(
              probabilities,
              PROBABILITIES,
              ElementType.FLOAT,
              List.of(outputs),
              "the probability of each label" + named(labels)));
    }
    return List.of(
        graph.output(
            inUnitsOfTheData(targets),
            VALUES,
            ElementType.FLOAT,
            List.of(outputs),
            "what is predicted, in the units of the data" + named(labels)));
  }

  private static String named(Labels labels) {
    return labels.names().isEmpty() ? "" : ": " + String.join(", ", labels.names());
  }

  private List<String> ofClasses(
      String probabilities, String best, List<String> classes, int count) {
    String known = unlessUndecided(best);
    List<String> names =
        IntStream.range(0, count)
            .mapToObj(i -> i < classes.size() ? classes.get(i) : Integer.toString(i))
            .toList();
    String label =
        graph.mlNode(
            "LabelEncoder",
            "output/name",
            List.of(known),
            Attribute.wholes("keys_int64s", LongStream.range(0, count).boxed().toList()),
            Attribute.texts("values_strings", names),
            Attribute.text("default_string", ""));
    return List.of(
        graph.output(
            label,
            LABEL,
            ElementType.STRING,
            List.of(),
            "the most probable class; nothing where an output is not a number"),
        graph.output(
            probabilities,
            PROBABILITIES,
            ElementType.FLOAT,
            List.of(count),
            "the probability of each class: " + String.join(", ", names)));
  }

  /** The number of the class, or −1 where an output is not a number. */
  private String unlessUndecided(String best) {
    String lacking = graph.node("IsNaN", "output/lacking", List.of(raw));
    String numbers = graph.cast(lacking, ElementType.INT64, lacking);
    String lack =
        graph.node(
            "ReduceMax", "output/lack", List.of(numbers, graph.wholes("output.row", 1)), DROPPED);
    String none = graph.wholes("output.none", -1);
    String any =
        graph.node("Greater", "output/undecided", List.of(lack, graph.wholes("output.any", 0)));
    return graph.node("Where", "output/decided", List.of(any, none, best));
  }

  /** In double precision, as predictions are taken back. */
  private String inUnitsOfTheData(TargetScale targets) {
    if (targets.shift().length == 0) {
      return raw;
    }
    String exact = graph.cast(raw, ElementType.DOUBLE, "output/exact");
    String factor = graph.doubles("target.factor", doubles(targets.factor()));
    String wide = graph.node("Div", "output/wide", List.of(exact, factor));
    String shift = graph.doubles("target.shift", doubles(targets.shift()));
    String moved = graph.node("Add", "output/moved", List.of(wide, shift));
    return graph.cast(moved, ElementType.FLOAT, "output/values");
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
