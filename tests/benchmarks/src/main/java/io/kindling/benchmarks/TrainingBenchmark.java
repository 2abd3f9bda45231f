package io.kindling.benchmarks;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.kernels.blas.Blas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures whole trainings. */
@Command(name = "training", description = "Measure whole trainings beside their references.")
public final class TrainingBenchmark implements Callable<Integer> {
  private static final int BARE_REPEATS = 41;

  @Option(
      names = "--case",
      description = "small, middle, wide, shards or none; all by default.",
      split = ",")
  private List<String> names = TrainingCase.ALL.stream().map(TrainingCase::name).toList();

  @Option(names = "--epochs", description = "Epochs that count, 5 by default.")
  private int epochs = 5;

  @Option(names = "--master", description = "Spark master, local[2] by default.")
  private String master = "local[2]";

  @Option(names = "--conf", description = "More of Spark's settings: key=value.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The four files of MNIST: learns them as well, beside MLlib's classifier.")
  private @Nullable Path data;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("kindling-benchmark");
    SparkConf conf = Benchmarks.conf(master);
    settings.forEach(conf::set);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      for (TrainingCase training : TrainingCase.ALL) {
        if (names.contains(training.name())) {
          measure(context, training, folder);
        }
      }
      if (data != null) {
        DigitsRace race = new DigitsRace(context, data);
        Benchmarks.print(race.localSteps(epochs));
        Benchmarks.print(race.mllib());
      }
    } finally {
      Benchmarks.delete(folder);
    }
    return 0;
  }

  private void measure(JavaSparkContext context, TrainingCase training, Path folder)
      throws Exception {
    StepLog steps = new StepLog(1);
    List<Double> speeds = new ArrayList<>();
    Trainer.on(context)
        .data(TrainingData.of(DigitFiles.write(folder, training.rows())))
        .listener(steps)
        .listener(event -> note(event, speeds))
        .build(training.spec(epochs + 1))
        .train();
    int tasks = Math.min(context.defaultParallelism(), training.shards());
    double ceiling = GemmCeiling.samplesPerSecond(training, tasks, 15);
    double speed = Medians.of(speeds.stream().mapToDouble(value -> value).toArray());
    double bare =
        BareStep.seconds(
            context, training.parameters(), Math.max(tasks, training.shards()), BARE_REPEATS);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("network", training.widths());
    line.put("batch", training.batch());
    line.put("shards", training.shards());
    line.put("samples_per_second", Math.round(speed));
    line.put("gemm_only", Math.round(ceiling));
    line.put("share_of_gemm_only", rounded(speed / ceiling));
    steps.put(line);
    line.put("gemm_only_ms", rounded(training.batch() / ceiling * 1e3));
    line.put("bare_step_ms", rounded(bare * 1e3));
    line.put("step_of_bare", rounded(steps.seconds() / bare));
    line.put("blas", Blas.get().description().toString());
    Benchmarks.print(line);
  }

  /** The first epoch warms up. */
  private static void note(TrainingEvent event, List<Double> speeds) {
    if (event instanceof TrainingEvent.EpochCompleted epoch && epoch.epoch() > 1) {
      speeds.add(epoch.samplesPerSecond());
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
