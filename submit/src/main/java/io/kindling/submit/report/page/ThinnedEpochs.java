package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.record.Json;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Records with as many epochs as a chart can show: of some neighbouring ones those with the least
 * and the greatest loss, and always the best and the last of all.
 */
final class ThinnedEpochs {
  private static final int MOST_EPOCHS = 400;

  private ThinnedEpochs() {}

  /** The record of a training, or of several; a copy where epochs are left out. */
  static JsonNode of(JsonNode record) {
    if (record.path("runs").isArray()) {
      ObjectNode copy = ((ObjectNode) record).objectNode();
      copy.setAll((ObjectNode) record);
      ArrayNode runs = copy.putArray("runs");
      record.path("runs").forEach(run -> runs.add(of(run)));
      return copy;
    }
    JsonNode epochs = record.path("epochs");
    if (epochs.size() <= MOST_EPOCHS) {
      return record;
    }
    ObjectNode copy = Json.object();
    copy.setAll((ObjectNode) record);
    ArrayNode kept = copy.putArray("epochs");
    shown(epochs, record.path("best_epoch").asInt(1)).forEach(i -> kept.add(epochs.path(i)));
    return copy;
  }

  private static SortedSet<Integer> shown(JsonNode epochs, int best) {
    SortedSet<Integer> shown = new TreeSet<>();
    int last = epochs.size() - 1;
    shown.add(last);
    shown.add(Math.max(0, Math.min(last, best - 1)));
    int width = (2 * epochs.size() + MOST_EPOCHS - 1) / MOST_EPOCHS;
    for (int from = 0; from <= last; from += width) {
      int least = from;
      int greatest = from;
      for (int i = from; i <= Math.min(last, from + width - 1); i++) {
        least = loss(epochs, i) < loss(epochs, least) ? i : least;
        greatest = loss(epochs, i) > loss(epochs, greatest) ? i : greatest;
      }
      shown.add(least);
      shown.add(greatest);
    }
    return shown;
  }

  private static double loss(JsonNode epochs, int epoch) {
    JsonNode validation = epochs.path(epoch).path("validation");
    return Json.number(
        validation.isObject() ? validation.path("loss") : epochs.path(epoch).path("train_loss"));
  }
}
