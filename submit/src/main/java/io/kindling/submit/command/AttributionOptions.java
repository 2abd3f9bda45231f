package io.kindling.submit.command;

import io.kindling.driver.explanation.ExplainedRows;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.explanation.IntegratedGradients;
import io.kindling.predictor.explanation.RowAttribution;
import io.kindling.predictor.explanation.Score;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of integrated gradients. */
final class AttributionOptions {
  private static final String ZERO = "zero";
  private static final String MEAN = "mean";

  @Option(
      names = "--row",
      paramLabel = "ROW",
      description =
          "Explain what is predicted of a row, by its number from 1, or its value in the column of"
              + " --id; may be given several times.")
  private final List<String> rows = new ArrayList<>();

  @Option(names = "--id", paramLabel = "COLUMN", description = "The column that names rows.")
  private @Nullable String id;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description =
          "The class, label or target that is explained; by default the one that is predicted, the"
              + " most probable label, or the first target.")
  private @Nullable String output;

  @Option(
      names = "--logit",
      description = "Explain the network's own output in place of the probability.")
  private boolean logit;

  @Option(
      names = "--baseline",
      paramLabel = "zero|mean|PATH",
      description =
          "What a row is compared with: 0 in each input after scaling, by default, which is the mean"
              + " of the training rows where these were standardised or centred; the mean inputs of"
              + " the rows at hand; or the only row of a file.")
  private @Nullable String baseline;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "In how many points of the path gradients are computed; 200 by default.")
  private @Nullable Integer steps;

  /** Whether there are rows to explain. */
  boolean areGiven() {
    return !rows.isEmpty();
  }

  /** The column that names rows, to be read along. */
  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** Checks what can be checked without a model. */
  void check() {
    if (steps != null && steps < 1) {
      throw InvalidInputException.at("--steps", steps.toString(), "at least 1");
    }
  }

  /** Those that were given, by name, though there is no row. */
  Map<String, Boolean> ofRows() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--id", id != null);
    given.put("--class", output != null);
    given.put("--logit", logit);
    given.put("--baseline", baseline != null);
    given.put("--steps", steps != null);
    return given;
  }

  /** In how many points gradients are computed. */
  int steps() {
    return steps == null ? IntegratedGradients.STEPS : steps;
  }

  /** The baseline, in words. */
  String baseline() {
    return switch (baseline == null ? ZERO : baseline) {
      case ZERO -> "0 in each input of the network";
      case MEAN -> "the mean inputs of the rows at hand";
      default -> "the row of " + baseline;
    };
  }

  /**
   * What explains rows, against the baseline 0.
   *
   * @throws InvalidInputException when the model has no such class
   */
  IntegratedGradients of(TrainedModel model, boolean byPosition) {
    IntegratedGradients gradients =
        new IntegratedGradients(model)
            .steps(steps())
            .score(logit ? Score.LOGIT : Score.PREDICTION)
            .byPosition(byPosition);
    return output == null ? gradients : gradients.output(output);
  }

  /**
   * Explains the rows, by their names.
   *
   * @param at the rows at hand
   * @param others reads other rows of the same format
   * @param sample the rows that a mean is taken of
   */
  Map<String, RowAttribution> attribute(
      IntegratedGradients gradients,
      ExplainedRows at,
      Function<String, RowSource> others,
      SampleOptions sample) {
    List<String> names = List.copyOf(new LinkedHashSet<>(rows));
    List<float[]> kept = at.find(id(), names);
    String against = baseline == null ? ZERO : baseline;
    switch (against) {
      case ZERO -> {}
      case MEAN -> gradients.baselineOfInputs(at.meanInputs(sample.rows(), sample.seed()));
      default -> gradients.baselineOfKept(at.onlyRow(against, others.apply(against)));
    }
    Map<String, RowAttribution> attributions = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      attributions.put(names.get(i), gradients.attributeKept(kept.get(i)));
    }
    return attributions;
  }
}
