package io.kindling.benchmarks;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how the cost of a step grows with executors: JVMs of one core each on this machine, more
 * of them than it has cores.
 */
@Command(name = "cluster", description = "Measure steps on clusters of several executors.")
public final class ClusterBenchmark implements Callable<Integer> {
  private static final double MIB = 1 << 20;

  @Option(names = "--case", split = ",", description = "wide, million, ten-million, huge.")
  private List<String> names = List.of("wide", "million", "ten-million");

  @Option(names = "--executors", split = ",", description = "1, 2, 4, 8 by default.")
  private List<Integer> executors = List.of(1, 2, 4, 8);

  @Option(names = "--executor-memory", description = "Of each, in MiB; 1024 by default.")
  private int memory = 1024;

  @Option(names = "--epochs", description = "Epochs that count, 3 by default.")
  private int epochs = 3;

  @Option(names = "--warm-up", description = "Epochs before, that do not count; 3 by default.")
  private int warmUp = 3;

  @Option(names = "--repeats", description = "Of all, one after another; 1 by default.")
  private int repeats = 1;

  @Option(names = "--conf", description = "More of Spark's settings: key=value.")
  private Map<String, String> settings = new LinkedHashMap<>();

  private long heap;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ClusterBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    for (TrainingCase training : TrainingCase.ON_CLUSTERS) {
      if (names.contains(training.name())) {
        compare(training);
      }
    }
    return 0;
  }

  /** The machine drifts, so the counts take turns. */
  private void compare(TrainingCase training) throws IOException, InterruptedException {
    List<double[]> seconds = new ArrayList<>();
    executors.forEach(count -> seconds.add(new double[repeats]));
    for (int i = 0; i < repeats; i++) {
      for (int j = 0; j < executors.size(); j++) {
        seconds.get(j)[i] = measure(training, executors.get(j));
      }
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("repeats", repeats);
    double first = Medians.of(seconds.get(0));
    for (int j = 0; j < executors.size(); j++) {
      double median = Medians.of(seconds.get(j));
      line.put("step_ms_of_" + executors.get(j), Math.round(1e3 * median));
      line.put("speed_of_" + executors.get(j), Math.round(100 * first / median) / 1e2);
    }
    Benchmarks.print(line);
  }

  /** The seconds of a step. */
  private double measure(TrainingCase training, int count)
      throws IOException, InterruptedException {
    SparkConf conf =
        Benchmarks.conf("local-cluster[%d,1,%d]".formatted(count, memory))
            .set("spark.executor.memory", memory + "m")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    settings.forEach(conf::set);
    Path folder = Files.createTempDirectory("kindling-benchmark");
    Traffic traffic = new Traffic();
    StepLog steps = new StepLog(warmUp);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      while (context.sc().statusTracker().getExecutorInfos().length <= count) {
        Thread.sleep(10);
      }
      context.sc().addSparkListener(traffic);
      Trainer.on(context)
          .data(TrainingData.of(DigitFiles.write(folder, training.rows())))
          .listener(steps)
          .listener(event -> noteHeap(event))
          .build(training.spec(warmUp + epochs))
          .train();
      print(training, count, steps);
    } finally {
      Benchmarks.delete(folder);
    }
    traffic.print(training, (warmUp + epochs) * training.steps());
    return steps.seconds();
  }

  /** What stays after a collection at the end of an epoch is what the driver needs. */
  private void noteHeap(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochCompleted) {
      System.gc();
      heap = Math.round(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
    }
  }

  private void print(TrainingCase training, int count, StepLog steps) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("parameters", training.parameters());
    line.put("shards", training.shards());
    line.put("executors", count);
    line.put("samples_per_second", Math.round(training.batch() / steps.seconds()));
    steps.put(line);
    line.put("driver_heap_mib", heap);
    Benchmarks.print(line);
  }

  /** Counts what steps start and return. */
  private static final class Traffic extends SparkListener {
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicLong results = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      if (job.properties().getProperty("spark.job.description", "").contains(", step ")) {
        jobs.incrementAndGet();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (jobs.get() > 0) {
        results.addAndGet(task.taskMetrics().resultSize());
      }
    }

    private void print(TrainingCase training, int steps) throws IOException {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("jobs_per_step", (double) jobs.get() / steps);
      line.put("mib_to_driver_per_step", Math.round(results.get() / MIB / steps * 10) / 10.0);
      line.put(
          "mib_to_each_executor_per_step",
          Math.round(Float.BYTES * (double) training.parameters() / MIB * 10) / 10.0);
      Benchmarks.print(line);
    }
  }
}
