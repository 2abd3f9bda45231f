package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.explanation.ColumnImportance;
import io.kindling.driver.explanation.Importances;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.explanation.ColumnAttribution;
import io.kindling.predictor.explanation.RowAttribution;
import io.kindling.predictor.model.TrainedModel;
import java.util.List;

/** What a model goes by. */
public final class ExplanationRecord {
  private final ObjectNode node = Json.object();
  private final Shape input;
  private final int features;
  private final boolean nameless;

  /**
   * The record of a model, to which what was found is added.
   *
   * @param folder of the model, as it was named
   * @param data the rows, as they were named
   */
  public ExplanationRecord(String folder, String data, TrainedModel model) {
    node.put("format", RunRecorder.FORMAT);
    node.put("kind", "explanation");
    node.put("model", folder);
    node.put("sha256", model.sha256());
    node.put("data", data);
    input = model.spec().input();
    features = model.preprocessing().features();
    nameless = model.preprocessing().columns().isEmpty();
  }

  /** The record. */
  public ObjectNode node() {
    return node;
  }

  /** Whether rows are images. */
  private boolean areImages() {
    return Image.isOne(input) && input.size() == features;
  }

  /** Adds the importance of columns, the most important first. */
  public void add(Importances importances) {
    ObjectNode found = node.putObject("importance");
    found.put("metric", importances.metric());
    found.put("better", importances.aim() == Metric.Aim.LOW ? "lower" : "higher");
    found.set("baseline", Json.number(importances.baseline()));
    found.put("rows", importances.rows());
    found.put("all_rows", importances.allRows());
    found.put("repeats", importances.repeats());
    found.put("seed", importances.seed());
    ArrayNode columns = found.putArray("columns");
    for (ColumnImportance column : importances.ranked()) {
      ObjectNode one = columns.addObject();
      one.put("column", column.column());
      one.put("width", column.width());
      one.set("importance", Json.number(column.mean()));
      one.set("standard_deviation", Json.number(column.standardDeviation()));
      one.set("repeats", numbers(column.repeats()));
    }
    found.put("positions", nameless && importances.columns().size() == features);
    if (areImages() && importances.columns().size() == features) {
      found.set("heat", heat(importances.columns().stream().map(ColumnImportance::mean).toList()));
    }
  }

  /**
   * Adds what the columns of a row contribute, those that contribute most first.
   *
   * @param name of the row
   * @param baseline in words
   */
  public void add(String name, RowAttribution attribution, String baseline, int steps) {
    ObjectNode row = node.withArray("rows").addObject();
    row.put("row", name);
    row.put("output", attribution.output());
    row.put("score", attribution.score());
    attribution.predicted().ifPresent(predicted -> row.put("predicted", predicted));
    row.set("value", Json.number(attribution.value()));
    row.put("baseline", baseline);
    row.set("baseline_value", Json.number(attribution.baselineValue()));
    row.put("steps", steps);
    row.set("sum", Json.number(attribution.sum()));
    row.set("difference", Json.number(attribution.difference()));
    ArrayNode columns = row.putArray("columns");
    for (ColumnAttribution column : attribution.ranked()) {
      ObjectNode one = columns.addObject();
      one.put("column", column.column());
      one.put("value", column.value());
      one.set("attribution", Json.number(column.attribution()));
    }
    row.set("places", numbers(attribution.places()));
    row.set("outputs", numbers(attribution.outputs()));
    if (areImages()) {
      row.set("image", Image.of(input, floats(attribution.row())));
      row.set("heat", heat(attribution.features()));
    }
  }

  /** A value for each pixel: of colours their sum. */
  private ObjectNode heat(List<Double> values) {
    int height = input.dimensions().get(0);
    int width = input.dimensions().get(1);
    int channels = values.size() / (height * width);
    double[] sums = new double[height * width];
    for (int i = 0; i < values.size(); i++) {
      sums[i / channels] += values.get(i);
    }
    ObjectNode heat = Json.object();
    heat.put("height", height);
    heat.put("width", width);
    heat.set("values", Json.numbers(sums));
    return heat;
  }

  private static ArrayNode numbers(List<Double> values) {
    return Json.numbers(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
