package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which epoch of a record is the best: by what the training watches, or by its loss. */
final class BestEpochRecord {
  private BestEpochRecord() {}

  /** Looks at the epoch that ended last. */
  static void note(JsonNode epoch, ObjectNode record) {
    String metric = record.path("monitor").path("metric").asText("loss");
    boolean lower = record.path("monitor").path("better").asText("lower").equals("lower");
    double value = value(epoch, metric);
    int best = record.path("best_epoch").asInt(0);
    double before = best > 0 ? value(record.path("epochs").path(best - 1), metric) : Double.NaN;
    if (Double.isNaN(before) || (lower ? value < before : value > before)) {
      record.put("best_epoch", epoch.path("epoch").asInt());
    }
  }

  private static double value(JsonNode epoch, String metric) {
    JsonNode validation = epoch.path("validation");
    return Json.number(validation.isObject() ? validation.path(metric) : epoch.path("train_loss"));
  }
}
