package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.SampledRow;
import io.kindling.driver.training.TrainingPlan;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.predictor.column.Column;
import java.util.List;
import java.util.stream.IntStream;

/** What the rows to train on look like. */
final class DataRecord {
  private static final int MOST_COLUMNS = 200;
  private static final int MOST_IMAGES = 12;

  private DataRecord() {}

  static ObjectNode of(TrainingPlan plan, DataDetails details) {
    ObjectNode node = Json.object();
    node.set("labels", Json.texts(details.labels().names()));
    node.set("classes", Json.texts(classes(details)));
    ArrayNode counts = node.putArray("class_counts");
    details.classCounts().forEach(counts::add);
    node.set("columns", columns(plan.columns(), details));
    node.set("notes", Json.texts(plan.notes()));
    node.put("sampled_rows", details.rows().size());
    if (details.classCounts().isEmpty()) {
      node.set("targets", targets(details.rows()));
    }
    Shape input = plan.model().input();
    if (Image.isOne(input)) {
      ArrayNode images = node.putArray("images");
      details.rows().stream()
          .filter(row -> row.features().length == input.size())
          .limit(MOST_IMAGES)
          .forEach(row -> images.add(image(input, row, details)));
    }
    return node;
  }

  private static ObjectNode image(Shape input, SampledRow row, DataDetails details) {
    ObjectNode image = Image.of(input, row.features());
    List<String> names = classes(details);
    int target = (int) row.targets()[0];
    image.put("text", target >= 0 && target < names.size() ? names.get(target) : "");
    return image;
  }

  /** Their names, or their numbers. */
  static List<String> classes(DataDetails details) {
    List<String> names = details.labels().classes();
    return names.isEmpty()
        ? IntStream.range(0, details.classCounts().size()).mapToObj(Integer::toString).toList()
        : names;
  }

  private static ArrayNode columns(List<ColumnFinding> findings, DataDetails details) {
    ArrayNode columns = Json.array();
    List<Column> kept = details.columns();
    for (int i = 0; i < Math.min(findings.size(), MOST_COLUMNS); i++) {
      ColumnFinding finding = findings.get(i);
      ObjectNode column = columns.addObject();
      column.put("name", finding.name());
      column.put("kind", finding.kind());
      column.put("values", finding.values());
      column.put("missing", finding.missing());
      finding.oddity().ifPresent(oddity -> column.put("oddity", oddity.words()));
      int place = place(finding.name(), kept);
      if (place >= 0) {
        column.set("histogram", histogram(kept.get(place), place, details.rows()));
      }
    }
    return columns;
  }

  private static int place(String name, List<Column> kept) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).name().equals(name) || kept.get(i).source().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static ObjectNode histogram(Column column, int place, List<SampledRow> rows) {
    double[] values =
        rows.stream()
            .filter(row -> place < row.features().length)
            .mapToDouble(row -> row.features()[place])
            .filter(Double::isFinite)
            .toArray();
    return column.isOneHot()
        ? Histogram.ofCategories(column.categories(), values)
        : Histogram.ofNumbers(values);
  }

  private static ArrayNode targets(List<SampledRow> rows) {
    ArrayNode targets = Json.array();
    int count = rows.isEmpty() ? 0 : rows.get(0).targets().length;
    for (int target = 0; target < Math.min(count, MOST_COLUMNS); target++) {
      int place = target;
      targets.add(
          Histogram.ofNumbers(rows.stream().mapToDouble(row -> row.targets()[place]).toArray()));
    }
    return targets;
  }
}
