package io.kindling.submit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.exploration.TrialResult;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.config.Variations;
import io.kindling.submit.console.MetricText;
import io.kindling.submit.console.TextTable;
import io.kindling.submit.output.ReportOutput;
import io.kindling.submit.report.ComparedRuns;
import io.kindling.submit.report.record.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling compare}. */
@Command(
    name = "compare",
    description =
        "Train several variations of a config file from the same start, sharing each pass over the"
            + " data, and show their curves in one report.",
    footer = {
      "    kindling compare people.yaml --vary optimizer=sgd,momentum,rmsprop,adam",
      "    kindling compare people.yaml --vary seed=1,2 --vary loss=l1,l2 --halve"
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand extends SparkCommand {

  @Mixin private final ConfigArguments config = new ConfigArguments();

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "KEY.PATH=VALUE,VALUE…",
      description =
          "The values that a setting takes, one for each training; given several times, every"
              + " combination.")
  private List<String> vary;

  @Option(names = "--halve", description = "Drop the worse half after epochs 1, 2, 4, 8 and so on.")
  private boolean halve;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the report goes; by default runs/compare-NAME-TIME." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    ConfigFile file = config.file();
    List<Variations.Variation> variations = Variations.read(file, config.overrides, vary);
    List<Trial> trials =
        variations.stream().map(v -> new Trial(v.name(), v.config().training())).toList();
    RunConfig first = variations.get(0).config();
    if (!variations.stream().allMatch(v -> v.config().data().equals(first.data()))) {
      throw InvalidInputException.at(
          "--vary", "different data", "the same for all, since they share each pass over it");
    }
    return during("there is no report", config.file(), interruption -> compare(first, trials));
  }

  private int compare(RunConfig first, List<Trial> trials) throws IOException {
    try (JavaSparkContext context = start()) {
      ReportOutput report =
          ReportOutput.at(output, "compare-" + config.name(), context.hadoopConfiguration());
      List<TrialResult> results =
          new Comparison(context, first.data(), halve).run(trials, this::printProgress);
      report.write(ComparedRuns.of(config.name() + " compared", records(results, trials)));
      print(results, trials);
      println("Report in %s", report);
    }
    return 0;
  }

  private void printProgress(List<TrialResult> results) {
    int epochs = results.stream().mapToInt(result -> result.epochLosses().size()).max().orElse(0);
    TrialResult best =
        results.stream()
            .min((a, b) -> Double.compare(a.lastEpochLoss(), b.lastEpochLoss()))
            .orElseThrow();
    println(
        "epoch %d: the best is %s with loss %s",
        epochs, best.name(), MetricText.value(best.lastEpochLoss(), 4));
  }

  private static List<ObjectNode> records(List<TrialResult> results, List<Trial> trials) {
    return IntStream.range(0, results.size())
        .mapToObj(i -> TrialRecord.of(trials.get(i), results.get(i)))
        .toList();
  }

  private void print(List<TrialResult> results, List<Trial> trials) {
    Set<String> metrics = new LinkedHashSet<>();
    results.forEach(result -> metrics.addAll(result.validation().keySet()));
    List<String> header = new ArrayList<>(List.of("training", "end", "epochs", "train loss"));
    metrics.forEach(metric -> header.add("validation " + metric));
    TextTable table = new TextTable(2, header);
    for (TrialResult result : results) {
      List<String> row = new ArrayList<>();
      row.add(result.name());
      row.add(result.end().name().toLowerCase(Locale.ROOT));
      row.add(Integer.toString(result.epochLosses().size()));
      row.add(shown(result.epochLosses().isEmpty() ? null : result.trainLoss()));
      metrics.forEach(metric -> row.add(shown(result.validation().get(metric))));
      table.add(row);
    }
    table.lines().forEach(this::println);
    printUndefined(metrics, results, trials);
  }

  private static String shown(@Nullable Double value) {
    return value == null ? "-" : MetricText.value(value, 4);
  }

  private void printUndefined(Set<String> names, List<TrialResult> results, List<Trial> trials) {
    List<Metric> measured =
        trials.stream().flatMap(trial -> trial.spec().metrics().stream()).toList();
    MetricText text = new MetricText(measured);
    for (String name : names) {
      boolean undefined =
          results.stream().anyMatch(r -> !Double.isFinite(r.validation().getOrDefault(name, 0.0)));
      if (undefined) {
        println("validation %s undefined: %s", name, text.why(name));
      }
    }
  }
}
