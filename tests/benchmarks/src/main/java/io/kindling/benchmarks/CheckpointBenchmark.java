package io.kindling.benchmarks;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What checkpoints cost: 5.8 million parameters by Adam, in trainings with and without, by turns.
 */
@Command(name = "checkpoints", description = "Measure what writing checkpoints costs.")
public final class CheckpointBenchmark implements Callable<Integer> {
  private static final TrainingCase WIDE =
      new TrainingCase("wide", List.of(784, 2048, 2048, 10), 4096, 2, 4);
  private static final int EPOCHS = 5;
  private static final int SAVES = 15;
  private static final double NEVER = 1e9;

  @Option(names = "--rounds", description = "Pairs of trainings that count, 3 by default.")
  private int rounds = 3;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CheckpointBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path disk = Files.createTempDirectory("kindling-benchmark");
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf("local[2]"))) {
      CheckpointFolder folder =
          new CheckpointFolder(
              disk.resolve("checkpoints").toString(), context.hadoopConfiguration());
      TrainingData data = TrainingData.of(DigitFiles.write(disk, WIDE.rows()));
      StepIntervals without = new StepIntervals();
      StepIntervals with = new StepIntervals();
      train(context, data, folder, NEVER, new StepIntervals()); // warms up
      for (int round = 0; round < rounds; round++) {
        train(context, data, folder, NEVER, without);
        train(context, data, folder, 1, with);
      }
      print(without, with, folder, disk);
    } finally {
      Benchmarks.delete(disk);
    }
    return 0;
  }

  private static void train(
      JavaSparkContext context,
      TrainingData data,
      CheckpointFolder folder,
      double everySteps,
      StepIntervals steps) {
    CheckpointRule rule = new CheckpointRule(CheckpointRule.Unit.STEPS, everySteps, 2);
    try (CheckpointWriter writer = new CheckpointWriter(folder, rule)) {
      Trainer.on(context)
          .data(data)
          .listener(steps)
          .listener(writer)
          .build(WIDE.spec(EPOCHS))
          .train();
    }
  }

  private static void print(
      StepIntervals without, StepIntervals with, CheckpointFolder folder, Path disk)
      throws IOException {
    TrainingState state = folder.last().orElseThrow().state();
    folder.save(state, 1);
    double[] saved = new double[SAVES];
    double[] forced = new double[SAVES];
    double[] cached = new double[SAVES];
    long bytes = 0;
    for (int i = 0; i < SAVES; i++) { // by turns, since the disk and the machine drift
      folder.clear(); // what is there with the same content is not written again
      DiskCopy.settle(disk);
      long start = System.nanoTime();
      bytes = folder.save(state, 1);
      saved[i] = (System.nanoTime() - start) / 1e9;
      forced[i] = DiskCopy.seconds(disk, bytes, true);
      cached[i] = DiskCopy.seconds(disk, bytes, false);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("parameters", WIDE.parameters());
    line.put("step_seconds", without.median());
    line.put("step_seconds_while_writing", with.median());
    line.put("slower", with.median() / without.median() - 1);
    line.put("checkpoint_bytes", bytes);
    line.put("write_at_once_seconds", Medians.of(saved));
    line.put("dd_fsync_seconds", Medians.of(forced));
    line.put("of_dd_fsync", Medians.of(forced) / Medians.of(saved));
    line.put("dd_seconds", Medians.of(cached));
    Benchmarks.print(line);
  }

  /** The time from the end of one step to the end of the next, listeners included. */
  private static final class StepIntervals implements TrainingListener {
    private final List<Double> seconds = new ArrayList<>();
    private long last;

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.StepCompleted step) {
        long now = System.nanoTime();
        if (step.epoch() > 1) {
          seconds.add((now - last) / 1e9);
        }
        last = now;
      }
    }

    double median() {
      return Medians.of(seconds.stream().mapToDouble(value -> value).toArray());
    }
  }
}
