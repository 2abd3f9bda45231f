package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of the last epoch's steps went. */
final class TimesView {
  private record Part(String key, String words) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("compute", "compute"),
          new Part("transport", "schedule, wake, carry parameters and gradients"),
          new Part("waiting", "wait for the slowest worker"),
          new Part("merge", "finish the sum"),
          new Part("optimize", "optimizer"),
          new Part("ship", "send the parameters"));

  private TimesView() {}

  static Map<String, Object> of(JsonNode run) {
    JsonNode epochs = run.path("epochs");
    JsonNode times = epochs.path(epochs.size() - 1).path("times");
    double total = total(times);
    if (!(total > 0)) {
      return Map.of();
    }
    List<Map<String, Object>> parts = new ArrayList<>();
    int colour = 0;
    for (Part part : PARTS) {
      double seconds = times.path(part.key()).asDouble(0);
      if (seconds > 0) {
        parts.add(
            Map.of(
                "name", part.words(),
                "milliseconds", Figures.milliseconds(seconds),
                "percent", Figures.percent(seconds / total),
                "width", String.format(Locale.ROOT, "%.2f", 100 * seconds / total),
                "colour", colour));
      }
      colour++;
    }
    return Map.of(
        "unit",
        run.path("sync").asText().equals("local_steps") ? "round" : "step",
        "total",
        Figures.milliseconds(total) + " ms",
        "how",
        run.path("how").asText(),
        "parts",
        parts);
  }

  private static double total(JsonNode times) {
    return PARTS.stream().mapToDouble(part -> times.path(part.key()).asDouble(0)).sum();
  }
}
