package io.kindling.onnx;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.OnnxInput.Content;
import io.kindling.onnx.graph.Attribute;
import io.kindling.onnx.graph.ElementType;
import io.kindling.onnx.graph.OnnxGraph;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nodes between the inputs of a graph and that of its network: what {@link
 * io.kindling.partitioning.preprocess.RowTransform} does to a row. Neighbouring numbers are filled
 * and scaled together; categories are spread out column by column.
 */
final class FeatureNodes {
  private final OnnxGraph graph;
  private final Preprocessing preprocessing;
  private final float[] fill;
  private final float[] shift;
  private final float[] factor;
  private final List<OnnxInput> inputs = new ArrayList<>();
  private final List<String> parts = new ArrayList<>(); // of the network's input, by columns
  private final List<String> indicators = new ArrayList<>();

  FeatureNodes(OnnxGraph graph, Preprocessing preprocessing) {
    this.graph = graph;
    this.preprocessing = preprocessing;
    this.fill = preprocessing.fill();
    this.shift = preprocessing.scaling().shift();
    this.factor = preprocessing.scaling().factor();
  }

  /**
   * Adds the inputs and the nodes.
   *
   * @param row the shape of a row of features without names
   * @return the value that the network takes, (rows, inputs)
   */
  String add(Shape row) {
    List<Column> columns = preprocessing.columns();
    if (columns.isEmpty()) {
      addNumbers(nameless(row), 0, preprocessing.features());
    }
    // All inputs come first, in the order of the columns.
    List<String> values =
        IntStream.range(0, columns.size()).mapToObj(i -> declare(columns.get(i), i)).toList();
    int from = 0;
    for (int i = 0; i <= columns.size(); i++) {
      if (i == columns.size() || columns.get(i).isOneHot()) {
        if (from < i) {
          List<String> numbers = new ArrayList<>();
          for (int j = from; j < i; j++) {
            numbers.add(number(columns.get(j), values.get(j), j));
          }
          addNumbers(graph.concat("input/numbers", numbers), from, i);
        }
        if (i < columns.size()) {
          parts.add(spread(columns.get(i), values.get(i)));
        }
        from = i + 1;
      }
    }
    parts.addAll(indicators);
    return graph.concat("input", parts);
  }

  /** The inputs that were added, in their order. */
  List<OnnxInput> inputs() {
    return List.copyOf(inputs);
  }

  private String declare(Column column, int feature) {
    if (column.name().isEmpty()) {
      throw InvalidInputException.at(
          "feature " + feature, "a column without a name", "names, by which ONNX knows its inputs");
    }
    OnnxInput input = new OnnxInput(column.name(), content(column, feature), List.of(1), feature);
    inputs.add(input);
    return graph.input(input.name(), input.content().type(), input.row(), description(column));
  }

  private Content content(Column column, int feature) {
    if (column.isOneHot()) {
      return Content.CATEGORIES;
    }
    if (column.kind() instanceof Bool) {
      return Content.TRUTHS;
    }
    if (column.kind() instanceof Hash) {
      return Content.BUCKETS;
    }
    return preprocessing.origins().of(feature) == 0 ? Content.NUMBERS : Content.PRECISE_NUMBERS;
  }

  private static String description(Column column) {
    if (column.isOneHot()) {
      return "one of %s categories; other texts are none".formatted(column.categories().size());
    }
    if (column.kind() instanceof Bool) {
      return "true or false; other texts stand for a missing one";
    }
    return column.kind() instanceof Hash hash
        ? "the number of a bucket, from 0 to %s".formatted(hash.buckets() - 1)
        : "a number, NaN where it is missing";
  }

  /** All features, (rows, features), as they are kept. */
  private String nameless(Shape row) {
    int features = preprocessing.features();
    double[] origins =
        IntStream.range(0, features).mapToDouble(i -> preprocessing.origins().of(i)).toArray();
    boolean plain = Arrays.stream(origins).allMatch(origin -> origin == 0);
    List<Integer> dimensions = row.size() == features ? row.dimensions() : List.of(features);
    OnnxInput input =
        new OnnxInput(
            OnnxInput.FEATURES, plain ? Content.NUMBERS : Content.PRECISE_NUMBERS, dimensions, 0);
    inputs.add(input);
    String value =
        graph.input(
            input.name(), input.content().type(), dimensions, "numbers, NaN where one is missing");
    if (dimensions.size() > 1) {
      value = graph.node("Flatten", "input/flat", List.of(value), Attribute.whole("axis", 1));
    }
    return plain ? value : lessOrigins(value, origins);
  }

  /** In double precision, before it is single precision, as rows are kept. */
  private String lessOrigins(String value, double... origins) {
    String name = value + "/origin";
    String less = graph.node("Sub", name, List.of(value, graph.doubles(name, origins)));
    return graph.cast(less, ElementType.FLOAT, less);
  }

  /** A column as it is kept, (rows, 1). */
  private String number(Column column, String value, int feature) {
    if (column.kind() instanceof Bool) {
      return graph.mlNode(
          "LabelEncoder",
          value + "/number",
          List.of(value),
          Attribute.texts("keys_strings", Spellings.OF_TRUTHS),
          Attribute.numbers(
              "values_floats",
              Spellings.OF_TRUTHS.stream().map(text -> (float) Bool.number(text)).toList()),
          Attribute.number("default_float", Double.NaN));
    }
    double origin = preprocessing.origins().of(feature);
    return origin == 0 ? value : lessOrigins(value, origin);
  }

  /** Fills and scales the features from {@code from} to one before {@code to}. */
  private void addNumbers(String kept, int from, int to) {
    String value = kept;
    int[] indicated =
        Arrays.stream(preprocessing.indicated()).filter(i -> i >= from && i < to).toArray();
    if (fill.length > 0) {
      String missing = graph.node("IsNaN", "input/missing", List.of(value));
      if (indicated.length > 0) {
        indicators.add(indicators(missing, from, to, indicated));
      }
      String filled = graph.floats("input.fill", Arrays.copyOfRange(fill, from, to));
      value = graph.node("Where", "input/filled", List.of(missing, filled, value));
    }
    if (IntStream.range(from, to).anyMatch(i -> shift[i] != 0)) {
      String constant = graph.floats("input.shift", Arrays.copyOfRange(shift, from, to));
      value = graph.node("Sub", "input/shifted", List.of(value, constant));
    }
    if (IntStream.range(from, to).anyMatch(i -> factor[i] != 1)) {
      String constant = graph.floats("input.factor", Arrays.copyOfRange(factor, from, to));
      value = graph.node("Mul", "input/scaled", List.of(value, constant));
    }
    parts.add(value);
  }

  private String indicators(String missing, int from, int to, int[] indicated) {
    String ones = graph.cast(missing, ElementType.FLOAT, "input/indicators");
    if (indicated.length == to - from) {
      return ones;
    }
    long[] places = Arrays.stream(indicated).mapToLong(i -> i - from).toArray();
    return graph.node(
        "Gather",
        "input/indicators",
        List.of(ones, graph.wholes("input.indicated", places)),
        Attribute.whole("axis", 1));
  }

  /** A column of categories as an input for each of them, (rows, categories). */
  private String spread(Column column, String value) {
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < column.categories().size(); i++) {
      for (String text : Spellings.of(column, i)) {
        texts.add(text);
        numbers.add((long) i);
      }
    }
    String number =
        graph.mlNode(
            "LabelEncoder",
            value + "/category",
            List.of(value),
            Attribute.texts("keys_strings", texts),
            Attribute.wholes("values_int64s", numbers),
            Attribute.whole("default_int64", -1));
    long[] all = IntStream.range(0, column.categories().size()).asLongStream().toArray();
    String equal =
        graph.node(
            "Equal", value + "/is", List.of(number, graph.wholes(value + ".categories", all)));
    return graph.cast(equal, ElementType.FLOAT, value + "/spread");
  }
}
