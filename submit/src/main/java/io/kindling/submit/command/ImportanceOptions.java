package io.kindling.submit.command;

import io.kindling.driver.explanation.PermutationImportance;
import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of permutation importance. */
final class ImportanceOptions {
  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description =
          "What gets worse without a column: a metric, or loss; by default accuracy, or r2 of a"
              + " regression.")
  private @Nullable String metric;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "How often each column is permuted; 5 by default.")
  private @Nullable Integer repeats;

  /** Checks what can be checked without a model. */
  void check() {
    if (repeats != null && repeats < 1) {
      throw InvalidInputException.at("--repeats", repeats.toString(), "at least 1");
    }
  }

  /** Those that were given, by name, though nothing is measured. */
  Map<String, Boolean> ofMeasuring() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--metric", metric != null);
    given.put("--repeats", repeats != null);
    return given;
  }

  /** What measures a model. */
  PermutationImportance of(TrainedModel model, SampleOptions sample, boolean byPosition) {
    PermutationImportance importance =
        new PermutationImportance(model)
            .rows(sample.rows())
            .seed(sample.seed())
            .byPosition(byPosition);
    if (repeats != null) {
      importance.repeats(repeats);
    }
    if (metric == null) {
      return importance;
    }
    return metric.equals(PermutationImportance.LOSS)
        ? importance.loss()
        : importance.metric(Metric.CATALOGUE.read(YamlText.readValue("--metric", metric)));
  }
}
