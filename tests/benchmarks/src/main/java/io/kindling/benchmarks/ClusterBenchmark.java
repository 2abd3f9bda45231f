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
  private static final String STEP = "step_ms";

  @Option(names = "--case", split = ",", description = "small, wide, million, ten-million, huge.")
  private List<String> names = List.of("small", "wide", "million", "ten-million");

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

  @Option(
      names = "--steps",
      split = ",",
      description = "What runs them, by turns: resident, jobs, auto; auto by default.")
  private List<String> engines = List.of("auto");

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

  /**
   * What was measured by turns, since the machine drifts.
   *
   * @param executors how many there are
   * @param steps what runs the steps
   */
  private record Setting(int executors, String steps) {}

  private void compare(TrainingCase training) throws IOException, InterruptedException {
    Map<Setting, List<StepLog>> logs = new LinkedHashMap<>();
    for (int i = 0; i < repeats; i++) {
      for (int count : executors) {
        for (String engine : engines) {
          Setting setting = new Setting(count, engine);
          logs.computeIfAbsent(setting, turn -> new ArrayList<>()).add(measure(training, setting));
        }
      }
    }
    double first = median(logs.values().iterator().next(), STEP);
    for (Map.Entry<Setting, List<StepLog>> turns : logs.entrySet()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("case", training.name());
      line.put("executors", turns.getKey().executors());
      line.put("steps", turns.getKey().steps());
      line.put("repeats", repeats);
      for (String part : turns.getValue().get(0).parts().keySet()) {
        line.put(part, median(turns.getValue(), part));
      }
      line.put("speed", Math.round(100 * first / median(turns.getValue(), STEP)) / 1e2);
      Benchmarks.print(line);
    }
  }

  private static double median(List<StepLog> logs, String part) {
    return Medians.of(logs.stream().mapToDouble(log -> log.parts().get(part)).toArray());
  }

  private StepLog measure(TrainingCase training, Setting setting)
      throws IOException, InterruptedException {
    int count = setting.executors();
    SparkConf conf =
        Benchmarks.conf("local-cluster[%d,1,%d]".formatted(count, memory))
            .set("spark.executor.memory", memory + "m")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.kindling.steps", setting.steps());
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
    return steps;
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
