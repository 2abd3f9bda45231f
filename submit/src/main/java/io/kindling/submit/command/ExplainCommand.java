package io.kindling.submit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.explanation.ExplainedRows;
import io.kindling.driver.explanation.Importances;
import io.kindling.driver.explanation.PermutationImportance;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.explanation.IntegratedGradients;
import io.kindling.predictor.explanation.RowAttribution;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.console.ExplanationTables;
import io.kindling.submit.output.ExplanationFolder;
import io.kindling.submit.report.record.ExplanationRecord;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling explain}. */
@Command(
    name = "explain",
    description =
        "Tell what a model goes by: how much worse it is on labelled rows when a column is permuted;"
            + " and with --row, what each column contributes to the prediction of a row, by"
            + " integrated gradients.",
    footer = {
      "    kindling explain runs/people/model --data later.csv --output why",
      "    kindling explain runs/people/model --data later.csv --row 7"
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand extends SparkCommand {
  @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model's folder.")
  private String folder;

  @Mixin private final SampleOptions sample = new SampleOptions();
  @Mixin private final ImportanceOptions importance = new ImportanceOptions();
  @Mixin private final AttributionOptions attribution = new AttributionOptions();

  @Option(
      names = "--importance",
      description = "Measure the importance of columns, too, where --row is given.")
  private boolean importanceToo;

  @Option(
      names = "--positions",
      description =
          "Each value of a vector or an image is a column by itself; otherwise they are one"
              + " together.")
  private boolean byPosition;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "A folder for explain.html, importance.csv and attributions.csv." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Option(names = "--json", description = "Print JSON, with all columns and repeats.")
  private boolean json;

  @Mixin private final DataOptions data = new DataOptions();

  @Override
  public Integer call() throws IOException {
    sample.rows(); // checks
    importance.check();
    attribution.check();
    if (measures()) {
      refuse(attribution.areGiven() ? Map.of() : attribution.ofRows(), "--row, too");
    } else {
      refuse(importance.ofMeasuring(), "--importance, too, where --row is given");
    }
    return during("nothing was explained", interruption -> explain());
  }

  private boolean measures() {
    return importanceToo || !attribution.areGiven();
  }

  private static void refuse(Map<String, Boolean> given, String expected) {
    given.forEach(
        (name, is) -> {
          if (is) {
            throw InvalidInputException.at(name, "it alone", expected);
          }
        });
  }

  private int explain() throws IOException {
    try (JavaSparkContext context = start()) {
      TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), folder);
      ExplanationFolder target =
          output == null ? null : ExplanationFolder.at(output, context.hadoopConfiguration());
      PermutationImportance measured = measures() ? importance.of(model, sample, byPosition) : null;
      IntegratedGradients gradients =
          attribution.areGiven() ? attribution.of(model, byPosition) : null;
      ExplanationRecord record = new ExplanationRecord(folder, data.path(), model);
      try (ReadTable table = open(context, model)) {
        table.notes().forEach(this::seen);
        Map<String, RowAttribution> rows =
            gradients == null
                ? Map.of()
                : attribution.attribute(
                    gradients, new ExplainedRows(context, model, table), data::rows, sample);
        Importances importances =
            measured == null ? null : measured.measure(context, table, this::seen);
        tell(importances, rows, record);
        if (target != null) {
          target.write(importances, rows, record.node());
          note("Explanation in " + target);
        }
      }
    }
    return 0;
  }

  private ReadTable open(JavaSparkContext context, TrainedModel model) {
    List<String> carried = attribution.areGiven() ? attribution.id().stream().toList() : List.of();
    Use use = measures() ? Use.LABELLED : Use.SCORED;
    return ModelEvaluation.open(context, model, data.rows(), use, carried);
  }

  @Override
  void seen(String line) {
    note("Seen: " + line);
  }

  private void note(String line) {
    if (!json) {
      println(line);
    }
  }

  private void tell(
      @Nullable Importances importances, Map<String, RowAttribution> rows, ExplanationRecord record)
      throws IOException {
    if (importances != null) {
      record.add(importances);
      ExplanationTables.of(importances).forEach(this::note);
    }
    rows.forEach(
        (name, row) -> {
          record.add(name, row, attribution.baseline(), attribution.steps());
          ExplanationTables.of(name, row).forEach(this::note);
        });
    if (json) {
      ObjectNode node = record.node();
      println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    }
  }
}
