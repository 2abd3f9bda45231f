package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person should know of a training, and what would help; the worst first. */
final class Advice {
  private static final int FEW_EPOCHS = 3;
  private static final double MUCH_WORSE = 1.05;
  private static final double BARELY_BETTER = 0.97;
  private static final double CLEARLY_BETTER = 0.99;
  private static final double MANY_DEAD = 0.3;
  private static final double UNEVEN = 10;
  private static final double VANISHING = 1e-7; // of the largest of a layer

  private final JsonNode run;
  private final JsonNode epochs;
  private final JsonNode last;
  private final boolean ended;
  private final boolean validates;
  private final List<Map<String, Object>> list = new ArrayList<>();

  private Advice(JsonNode run) {
    this.run = run;
    this.epochs = run.path("epochs");
    this.last = epochs.path(epochs.size() - 1);
    this.ended = !run.path("state").asText().equals("running");
    this.validates = run.path("validation_rows").asLong() > 0;
  }

  static List<Map<String, Object>> of(JsonNode run) {
    Advice advice = new Advice(run);
    advice.failure();
    if (run.path("epochs_declared").isNumber()) {
      advice.learning();
      advice.layers();
      advice.data();
      advice.speed();
    }
    run.path("warnings").forEach(warning -> advice.add("", "Warning:", warning.asText()));
    if (advice.list.isEmpty()) {
      advice.add("good", "Nothing stands out.", "");
    }
    return advice.list;
  }

  private void add(String kind, String what, String help) {
    list.add(Map.of("kind", kind, "what", what, "help", help));
  }

  private void failure() {
    String failure = run.path("failure").asText();
    if (failure.contains("diverged")) {
      add(
          "bad",
          "It diverged.",
          "A lower learning rate helps as a rule (kindling find-rate shows which), or"
              + " training.clip, or data.scale: standardize; on_divergence: rollback goes on with a"
              + " lower rate by itself.");
    } else if (!failure.isEmpty()) {
      add("bad", "It failed.", "train --resume goes on from the last checkpoint.");
    }
  }

  private void learning() {
    if (!validates) {
      add(
          "",
          "No rows are held out,",
          "so how well it does on rows that it has not seen is not known: data.validation: {split:"
              + " 0.1} holds out a tenth.");
    }
    if (epochs.size() < FEW_EPOCHS) {
      return;
    }
    double first = Json.number(epochs.path(0).path("train_loss"));
    double now = Json.number(last.path("train_loss"));
    if (now > BARELY_BETTER * first) {
      add(
          "bad",
          "The training loss hardly falls.",
          "Try another learning rate (kindling find-rate shows where the loss falls), scaled"
              + " features (data.scale), or a larger network.");
      return;
    }
    if (validates) {
      validation(first, now);
    }
  }

  private void validation(double first, double now) {
    int lowest = 0;
    for (int i = 1; i < epochs.size(); i++) {
      lowest = loss(i) < loss(lowest) ? i : lowest;
    }
    int end = epochs.size() - 1;
    boolean fits = now < first;
    if (fits && end - lowest >= FEW_EPOCHS && loss(end) > MUCH_WORSE * loss(lowest)) {
      boolean kept = run.path("monitor").path("keeps_best").asBoolean();
      add(
          "bad",
          "It overfits after epoch %s:".formatted(lowest + 1),
          "the validation loss rose from %s to %s while the training loss went on falling. More rows, dropout, penalty: {l2: …} or a smaller network help%s."
              .formatted(
                  Figures.value(loss(lowest)),
                  Figures.value(loss(end)),
                  kept ? "" : "; training.monitor keeps the best epoch's parameters"));
    } else if (ended
        && lowest == end
        && loss(end) < CLEARLY_BETTER * loss(Math.max(0, end - Math.max(1, end / 10)))) {
      add(
          "",
          "It was still getting better when it ended:",
          "more training.epochs would help; train --resume goes on from here.");
    }
  }

  private double loss(int epoch) {
    return Json.number(epochs.path(epoch).path("validation").path("loss"));
  }

  private void layers() {
    last.path("silent_units")
        .properties()
        .forEach(
            layer -> {
              if (layer.getValue().asDouble(0) > MANY_DEAD) {
                add(
                    "bad",
                    "%s %% of the units of layer %s are dead:"
                        .formatted(Figures.percent(layer.getValue().asDouble()), layer.getKey()),
                    "they give 0 for every validation row and learn nothing. A lower learning rate,"
                        + " initializer: he_normal, batch_norm or leaky_relu help.");
              }
            });
    double largest = 0;
    for (JsonNode layer : last.path("layers")) {
      largest = Math.max(largest, Json.number(layer.path("gradient_norm")));
    }
    for (JsonNode layer : last.path("layers")) {
      double norm = Json.number(layer.path("gradient_norm"));
      if (norm < VANISHING * largest) {
        add(
            "",
            "Layer %s gets next to no gradient:".formatted(layer.path("position").asText()),
            "the norm is %s. Activations behind it are saturated: relu, batch_norm or another initializer help."
                .formatted(Figures.value(norm)));
      }
    }
  }

  private void data() {
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode count : run.path("data").path("class_counts")) {
      most = Math.max(most, count.asDouble());
      least = Math.min(least, count.asDouble());
    }
    if (most > UNEVEN * least && !run.path("settings").has("training.class_weights")) {
      add(
          "",
          "Classes are uneven:",
          "the largest has %s rows, the smallest %s. training.class_weights: balanced counts them alike; f1 tells more than accuracy."
              .formatted(Figures.count(most), Figures.count(least)));
    }
    Map<String, List<String>> odd = new TreeMap<>();
    for (JsonNode column : run.path("data").path("columns")) {
      if (column.has("oddity")) {
        odd.computeIfAbsent(column.path("oddity").asText(), oddity -> new ArrayList<>())
            .add(column.path("name").asText());
      }
    }
    odd.forEach(
        (oddity, names) ->
            add(
                "",
                "%s: %s.".formatted(String.join(", ", names), oddity),
                "data.exclude leaves columns out that tell nothing."));
  }

  private void speed() {
    for (JsonNode advice : run.path("speed_advice")) {
      add("", "Speed:", advice.asText());
    }
  }
}
