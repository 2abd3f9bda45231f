package io.kindling.submit.command;

import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.exploration.TrialResult;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.chart.LineChart;
import io.kindling.submit.chart.Smoothing;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.config.Variations;
import io.kindling.submit.console.MetricText;
import io.kindling.submit.console.TextTable;
import io.kindling.submit.output.PictureFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling compare}. */
@Command(
    name = "compare",
    description =
        "Train several variations of a config file from the same start, sharing each pass over the"
            + " data, and draw their losses in one picture.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private static final int SMOOTHED = 20;
  private static final String PICTURE = "comparison.svg";

  @Spec private CommandSpec command;

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
      paramLabel = "FILE.svg|DIR",
      description =
          "Where the picture goes; comparison.svg by default, in a folder too."
              + DataOptions.RELATIVE,
      defaultValue = PICTURE)
  private String output;

  @Mixin private final MasterOption master = new MasterOption();

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
    return Interruption.during(
        command.commandLine().getErr(), "nothing is drawn", interruption -> compare(first, trials));
  }

  private int compare(RunConfig first, List<Trial> trials) throws IOException {
    try (JavaSparkContext context = master.start("kindling compare")) {
      PictureFile picture = PictureFile.at(output, PICTURE, context.hadoopConfiguration());
      List<TrialResult> results =
          new Comparison(context, first.data(), halve).run(trials, this::printProgress);
      draw(results, picture);
      print(results, trials, picture);
    } catch (InvalidInputException e) {
      throw e.declaredIn(config.file().toString());
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

  private void draw(List<TrialResult> results, PictureFile picture) throws IOException {
    LineChart chart = new LineChart("Training loss", "step", "loss").logarithmicY();
    for (TrialResult result : results) {
      List<Double> losses = Smoothing.trailingMean(result.stepLosses(), SMOOTHED);
      List<Double> steps =
          IntStream.rangeClosed(1, losses.size()).mapToObj(i -> (double) i).toList();
      if (!losses.isEmpty()) {
        chart.add(result.name(), steps, losses);
      }
    }
    picture.write(chart::write);
  }

  private void print(List<TrialResult> results, List<Trial> trials, PictureFile picture) {
    Set<String> metrics = new LinkedHashSet<>();
    results.forEach(result -> metrics.addAll(result.validation().keySet()));
    String[] header = new String[4 + metrics.size()];
    header[0] = "training";
    header[1] = "end";
    header[2] = "epochs";
    header[3] = "train loss";
    int column = 4;
    for (String metric : metrics) {
      header[column++] = "validation " + metric;
    }
    TextTable table = new TextTable(2, header);
    for (TrialResult result : results) {
      String[] row = new String[header.length];
      row[0] = result.name();
      row[1] = result.end().name().toLowerCase(Locale.ROOT);
      row[2] = Integer.toString(result.epochLosses().size());
      row[3] = result.epochLosses().isEmpty() ? "-" : MetricText.value(result.trainLoss(), 4);
      column = 4;
      for (String metric : metrics) {
        @Nullable Double value = result.validation().get(metric);
        row[column++] = value == null ? "-" : MetricText.value(value, 4);
      }
      table.add(row);
    }
    table.lines().forEach(line -> println("%s", line));
    printUndefined(metrics, results, trials);
    println("Picture in %s", picture);
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

  private void println(String format, Object... arguments) {
    PrintWriter out = command.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
