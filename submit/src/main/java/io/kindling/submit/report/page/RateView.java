package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A range test of the learning rate, as texts. */
final class RateView {
  private static final int ROWS = 24;

  private RateView() {}

  static Map<String, Object> of(JsonNode rate) {
    double[] rates = Json.doubles(rate.path("learning_rate"));
    double[] losses = Json.doubles(rate.path("loss"));
    List<Map<String, Object>> rows = new ArrayList<>();
    int every = Math.max(1, rates.length / ROWS);
    for (int i = 0; i < Math.min(rates.length, losses.length); i += every) {
      rows.add(Map.of("rate", text(rates[i]), "loss", Figures.value(losses[i])));
    }
    return Map.of(
        "title", rate.path("name").asText(),
        "verdict",
            "A rate to start from: %s, a tenth of where the loss is lowest."
                .formatted(text(Json.number(rate.path("suggestion")))),
        "rows", rows,
        "config", ConfigView.of(rate.path("config")));
  }

  private static String text(double rate) {
    return String.format(Locale.ROOT, "%.1e", rate);
  }
}
