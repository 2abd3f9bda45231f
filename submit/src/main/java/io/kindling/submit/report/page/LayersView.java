package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Norms of layers and their dead units after the last epoch. */
final class LayersView {
  private LayersView() {}

  static Map<String, Object> of(JsonNode run) {
    JsonNode epochs = run.path("epochs");
    JsonNode last = epochs.path(epochs.size() - 1);
    if (last.path("layers").isEmpty()) {
      return Map.of();
    }
    Set<String> positions = new LinkedHashSet<>();
    last.path("layers").forEach(layer -> positions.add(layer.path("position").asText()));
    last.path("silent_units").fieldNames().forEachRemaining(positions::add);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String position : positions) {
      JsonNode norms = find(last.path("layers"), position);
      rows.add(
          Map.of(
              "layer", "%s %s".formatted(position, kind(run, position)),
              "weight", Figures.value(norms.path("weight_norm")),
              "gradient", Figures.value(norms.path("gradient_norm")),
              "silent", share(last.path("silent_units").path(position))));
    }
    boolean gradients = false;
    boolean silent = false;
    for (JsonNode epoch : epochs) {
      for (JsonNode layer : epoch.path("layers")) {
        gradients |= layer.path("gradient_norm").asDouble(0) > 0;
      }
      for (JsonNode share : epoch.path("silent_units")) {
        silent |= share.asDouble(0) > 0;
      }
    }
    String note =
        run.path("sync").asText().equals("local_steps")
            ? "how far the last round of an epoch moved"
            : "of the last batch of each epoch, before clipping";
    return Map.of(
        "rows", rows, "hasGradients", gradients, "hasSilent", silent, "gradientNote", note);
  }

  private static String share(JsonNode share) {
    return share.isNumber() ? Figures.percent(share.asDouble()) + " %" : "–";
  }

  private static JsonNode find(JsonNode layers, String position) {
    for (JsonNode layer : layers) {
      if (layer.path("position").asText().equals(position)) {
        return layer;
      }
    }
    return layers.path("none");
  }

  static String kind(JsonNode run, String position) {
    return find(run.path("network").path("layers"), position).path("kind").asText();
  }
}
