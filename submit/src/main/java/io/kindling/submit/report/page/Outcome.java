package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.Optional;

/**
 * What a training has come to.
 *
 * @param sentence for people
 * @param headline the figure that tells most
 */
public record Outcome(String sentence, Optional<Headline> headline) {
  /**
   * A figure.
   *
   * @param name of the metric
   * @param value of it
   * @param note of which epoch it is
   */
  public record Headline(String name, String value, String note) {}

  /** Of the record of a training. */
  public static Outcome of(JsonNode run) {
    JsonNode epochs = run.path("epochs");
    int best = run.path("best_epoch").asInt(0);
    Optional<Headline> headline = headline(run, epochs.path(best - 1), best);
    String figure = headline.map(it -> " with %s %s".formatted(it.name(), it.value())).orElse("");
    String sentence =
        switch (run.path("state").asText()) {
          case "running" ->
              best == 0
                  ? "The first epoch is under way."
                  : "Under way: the best epoch so far is %s%s.".formatted(best, figure);
          case "failed" -> "It failed: %s".formatted(run.path("failure").asText());
          case "interrupted" ->
              "It was interrupted%s."
                  .formatted(
                      best == 0
                          ? " in its first epoch"
                          : ", with epoch %s the best%s".formatted(best, figure));
          default -> ended(run, best, figure);
        };
    return new Outcome(sentence, headline);
  }

  private static String ended(JsonNode run, int best, String figure) {
    int kept = run.path("kept_epoch").asInt(best);
    int last = run.path("epochs").size();
    String model =
        kept == best
            ? "the model is that of the best epoch, %s of %s,%s".formatted(best, last, figure)
            : "the best epoch was %s of %s,%s; the model is that of epoch %s"
                .formatted(best, last, figure, kept);
    String ended =
        switch (run.path("state").asText()) {
          case "stopped" -> "Stopped early";
          case "spent" -> "Ended by its budget";
          default -> "Finished";
        };
    return "%s: %s.".formatted(ended, model).replace(",.", ".");
  }

  /** The metric that is watched, or the first one, or else the loss. */
  private static Optional<Headline> headline(JsonNode run, JsonNode epoch, int number) {
    if (epoch.isMissingNode()) {
      return Optional.empty();
    }
    String watched = run.path("monitor").path("metric").asText("loss");
    JsonNode validation = epoch.path("validation");
    if (!validation.isObject()) {
      return Optional.of(
          new Headline(
              "training loss", Figures.value(epoch.path("train_loss")), "epoch " + number));
    }
    String name =
        watched.equals("loss") ? run.path("metrics").path(0).path("name").asText("loss") : watched;
    double value = Json.number(validation.path(name));
    return Optional.of(
        new Headline(
            "validation " + name,
            Figures.value(value),
            "epoch %s, best by %s".formatted(number, watched)));
  }
}
