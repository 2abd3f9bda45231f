package io.kindling.submit.command;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.console.MetricText;
import io.kindling.submit.console.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling evaluate}. */
@Command(
    name = "evaluate",
    description = "Print loss and metrics of a model on labelled rows.",
    footer = {
      "    kindling evaluate runs/people/model --data later.csv",
      "    kindling evaluate runs/people/model --data later.csv --metrics accuracy,f1"
    },
    mixinStandardHelpOptions = true)
public final class EvaluateCommand extends SparkCommand {
  @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model's folder.")
  private String folder;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "METRIC",
      description = "Metrics besides the loss; by default those that suit it.")
  private final List<String> metrics = new ArrayList<>();

  @Option(
      names = "--missing-label",
      paramLabel = "drop|error",
      description = "What becomes of rows without a label; by default as in training.")
  private @Nullable MissingLabel missingLabel;

  @Mixin private final DataOptions data = new DataOptions();

  /** What becomes of rows without a label. */
  enum MissingLabel {
    DROP,
    ERROR
  }

  @Override
  public Integer call() throws IOException {
    return during("nothing was measured", interruption -> evaluate());
  }

  private int evaluate() {
    try (JavaSparkContext context = start()) {
      TrainedModel saved = ModelFiles.load(context.hadoopConfiguration(), folder);
      TrainedModel model =
          missingLabel == null
              ? saved
              : saved.droppingUnlabelled(missingLabel == MissingLabel.DROP);
      List<Metric> measured = metrics(model);
      Evaluation evaluation =
          ModelEvaluation.evaluate(context, model, data.rows(), measured, this::seen);
      MetricText text = new MetricText(measured);
      evaluation.values().forEach((name, value) -> println(text.line(name, value, 6)));
      evaluation
          .matrices()
          .forEach((name, matrix) -> print(name, matrix, model.labels().classes()));
    }
    return 0;
  }

  private List<Metric> metrics(TrainedModel model) {
    return metrics.isEmpty()
        ? Metric.defaultsFor(model.spec().loss())
        : metrics.stream()
            .map(metric -> Metric.CATALOGUE.read(YamlText.readValue("--metrics", metric)))
            .toList();
  }

  /** A row for each true class, a column for each predicted one. */
  private void print(String name, double[][] matrix, List<String> classes) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < matrix.length; i++) {
      names.add(i < classes.size() ? Names.shortened(classes.get(i)) : Integer.toString(i));
    }
    List<String> header = new ArrayList<>(names);
    header.add(0, "true \\ predicted");
    TextTable table = new TextTable(0, header);
    for (int i = 0; i < matrix.length; i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (double count : matrix[i]) {
        row.add(String.format(Locale.ROOT, "%.0f", count));
      }
      table.add(row);
    }
    println(name);
    table.lines().forEach(this::println);
  }
}
