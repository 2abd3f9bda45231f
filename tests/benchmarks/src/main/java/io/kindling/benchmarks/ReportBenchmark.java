package io.kindling.benchmarks;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.submit.report.ReportFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a report costs a training that is followed by it. */
@Command(name = "report", description = "Measure trainings with and without a report.")
public final class ReportBenchmark implements Callable<Integer> {
  private static final double VALIDATION_SHARE = 0.1;

  @Option(names = "--case", description = "small, middle, wide, numbers.", split = ",")
  private List<String> names = List.of("small", "middle");

  @Option(names = "--epochs", description = "Of each training, 10 by default.")
  private int epochs = 10;

  @Option(names = "--rounds", description = "Pairs of trainings that count, 5 by default.")
  private int rounds = 5;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReportBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path disk = Files.createTempDirectory("kindling-benchmark");
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf("local[2]"))) {
      for (TrainingCase training : TrainingCase.BESIDE_PEERS) {
        if (names.contains(training.name())) {
          compare(context, training, disk);
        }
      }
    } finally {
      Benchmarks.delete(disk);
    }
    return 0;
  }

  private void compare(JavaSparkContext context, TrainingCase training, Path disk)
      throws IOException {
    TrainingData data =
        TrainingData.split(DigitFiles.write(disk, training.rows()), VALIDATION_SHARE);
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    double[] slower = new double[rounds];
    for (int round = -1; round < rounds; round++) { // one pair warms up
      double alone = seconds(context, training, data);
      double followed;
      try (BackgroundListener report = new BackgroundListener("report", report(context, disk))) {
        followed = seconds(context, training, data, report);
      }
      if (round >= 0) {
        without[round] = alone;
        with[round] = followed;
        slower[round] = followed / alone - 1;
      }
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("epochs", epochs);
    line.put("seconds_without", Medians.of(without));
    line.put("seconds_with", Medians.of(with));
    line.put("slower", Medians.of(slower));
    line.put("slower_in_each_round", slower);
    Benchmarks.print(line);
  }

  private static ReportWriter report(JavaSparkContext context, Path disk) {
    RunRecorder recorder = new RunRecorder("benchmark", Map.of(), 2, Optional.empty());
    return new ReportWriter(
        recorder,
        new ReportFolder(disk.resolve("report").toString(), context.hadoopConfiguration()));
  }

  /** From the first step on to the last, validation included, data not. */
  private double seconds(
      JavaSparkContext context,
      TrainingCase training,
      TrainingData data,
      TrainingListener... listeners) {
    Stopwatch watch = new Stopwatch();
    TrainerBuilder builder = Trainer.on(context).data(data).listener(watch);
    for (TrainingListener listener : listeners) {
      builder.listener(listener);
    }
    builder.build(training.spec(epochs)).train();
    return watch.seconds();
  }

  private static final class Stopwatch implements TrainingListener {
    private long start;
    private long end;

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.Started) {
        start = System.nanoTime();
      } else if (event instanceof TrainingEvent.EpochCompleted) {
        end = System.nanoTime();
      }
    }

    double seconds() {
      return (end - start) / 1e9;
    }
  }
}
