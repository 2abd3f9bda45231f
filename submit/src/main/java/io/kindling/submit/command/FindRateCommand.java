package io.kindling.submit.command;

import io.kindling.driver.exploration.RateFinder;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.TextTable;
import io.kindling.submit.output.ReportOutput;
import io.kindling.submit.report.record.RateRecord;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling find-rate}. */
@Command(
    name = "find-rate",
    description = "Let the learning rate rise from step to step, and show the loss against it.",
    footer = {
      "    kindling find-rate people.yaml",
      "    kindling find-rate people.yaml --from 1e-5 --to 1 --steps 200"
    },
    mixinStandardHelpOptions = true)
public final class FindRateCommand extends SparkCommand {
  private static final int LINES = 12;

  @Mixin private final ConfigArguments config = new ConfigArguments();

  @Option(names = "--from", paramLabel = "RATE", description = "The first rate; 1e-6 by default.")
  private double from = 1e-6;

  @Option(names = "--to", paramLabel = "RATE", description = "The last rate; 10 by default.")
  private double to = 10;

  @Option(names = "--steps", paramLabel = "N", description = "How many steps; 100 by default.")
  private int steps = 100;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the report goes; by default runs/find-rate-NAME-TIME." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    ConfigSource source = ConfigSource.read(config.file(), config.overrides);
    RunConfig run = RunConfig.read(source);
    RateFinder finder =
        InvalidInputException.placing(
            "--from, --to, --steps", () -> new RateFinder(from, to, steps));
    return during("there is no report", config.file(), interruption -> find(source, run, finder));
  }

  private int find(ConfigSource source, RunConfig run, RateFinder finder) throws IOException {
    try (JavaSparkContext context = start()) {
      ReportOutput report =
          ReportOutput.at(output, "find-rate-" + config.name(), context.hadoopConfiguration());
      List<RateFinder.Point> points = finder.run(context, run.data(), run.training());
      if (points.isEmpty()) {
        throw new FailedException(
            "the loss of the first step is not finite at any rate; scaled features may help");
      }
      report.write(RateRecord.of(config.name(), source.write(), points));
      print(points, report);
    }
    return 0;
  }

  private void print(List<RateFinder.Point> points, ReportOutput report) {
    TextTable table = new TextTable(0, "learning rate", "loss");
    int every = Math.max(1, points.size() / LINES);
    for (int i = 0; i < points.size(); i += every) {
      RateFinder.Point point = points.get(i);
      table.add(
          String.format(Locale.ROOT, "%.2e", point.rate()),
          String.format(Locale.ROOT, "%.4f", point.loss()));
    }
    table.lines().forEach(this::println);
    println(
        "A rate to start from: %.1e, a tenth of where the loss is lowest. Report in %s",
        RateFinder.suggestion(points), report);
  }
}
