package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.insight.RowSample;
import io.kindling.driver.insight.SampledRow;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import java.util.Comparator;
import java.util.List;

/** How a model errs on the validation rows. */
final class ErrorsRecord {
  private static final int MOST_COLUMNS = 12;
  private static final int MOST_PLACES = 16; // values shown of rows without names

  private final Task task;
  private final Shape input;
  private final DataDetails data;

  /**
   * Of the models of a training.
   *
   * @param input of the network
   */
  ErrorsRecord(Task task, Shape input, DataDetails data) {
    this.task = task;
    this.input = input;
    this.data = data;
  }

  ObjectNode of(int epoch, EpochDetails details) {
    ObjectNode node = Json.object();
    node.put("epoch", epoch);
    details.matrices().forEach((name, matrix) -> node.set(name, Json.matrix(matrix)));
    node.put("sampled_rows", details.rows().size());
    if (task == Task.REGRESSION) {
      node.set("targets", Json.numbers(first(details.rows(), true)));
      node.set("predictions", Json.numbers(first(details.rows(), false)));
    }
    if (task != Task.MULTILABEL) {
      node.set("examples", examples(details.rows()));
    }
    return node;
  }

  private static double[] first(List<SampledRow> rows, boolean targets) {
    return rows.stream()
        .mapToDouble(row -> targets ? row.targets()[0] : row.predictions()[0])
        .toArray();
  }

  private ArrayNode examples(List<SampledRow> rows) {
    ArrayNode examples = Json.array();
    rows.stream()
        .filter(row -> row.features().length > 0)
        .sorted(Comparator.comparingDouble(row -> -row.wrongness(task)))
        .limit(RowSample.MOST_SHOWN)
        .forEach(row -> examples.add(example(row)));
    return examples;
  }

  private ObjectNode example(SampledRow row) {
    ObjectNode node = Json.object();
    if (task == Task.REGRESSION) {
      node.set("true", Json.number(row.targets()[0]));
      node.set("predicted", Json.number(row.predictions()[0]));
    } else {
      node.put("true", (int) row.targets()[0]);
      node.put("predicted", row.predictedClass());
      node.set("probability", Json.number(row.confidence()));
    }
    if (Image.isOne(input) && input.size() == row.features().length) {
      node.set("image", Image.of(input, row.features()));
    } else {
      node.set("values", values(row));
    }
    return node;
  }

  private ArrayNode values(SampledRow row) {
    ArrayNode values = Json.array();
    List<Column> columns = data.columns();
    int shown = Math.min(columns.isEmpty() ? MOST_PLACES : MOST_COLUMNS, row.features().length);
    for (int i = 0; i < shown; i++) {
      ObjectNode value = values.addObject();
      float number = row.features()[i];
      value.put("name", i < columns.size() ? columns.get(i).name() : "x" + i);
      boolean category = i < columns.size() && columns.get(i).isOneHot();
      List<String> names = category ? columns.get(i).categories() : List.of();
      if (number >= 0 && number < names.size()) {
        value.put("value", names.get((int) number));
      } else if (!category) {
        value.set("value", Json.number(number));
      }
    }
    return values;
  }
}
