package io.kindling.benchmarks;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.Trainer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains while another thread allocates on a small heap. A product in native code pins its arrays,
 * which holds the garbage collector up; this measures whether that is ever felt. The virtual
 * machine prints "Retried waiting for GCLocker" where an allocation gave up.
 */
@Command(name = "stress", description = "Measure steps beside a thread that allocates.")
public final class StressBenchmark implements Callable<Integer> {
  private static final int LARGEST_ARRAY = 1 << 20;

  @Option(names = "--minutes", description = "How long, about; 3 by default.")
  private double minutes = 3;

  @Option(names = "--mib-per-second", description = "To allocate; 200 by default.")
  private int rate = 200;

  @Option(names = "--case", description = "middle by default.")
  private String name = "middle";

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StressBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    TrainingCase training =
        TrainingCase.ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    Path folder = Files.createTempDirectory("kindling-benchmark");
    StepLog steps = new StepLog(2);
    Thread allocating = new Thread(this::allocate, "allocating");
    allocating.setDaemon(true);
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf("local[2]"))) {
      TrainingData data = TrainingData.of(DigitFiles.write(folder, training.rows()));
      allocating.start();
      long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
      while (System.nanoTime() < end) {
        Trainer.on(context).data(data).listener(steps).build(training.spec(12)).train();
      }
    } finally {
      allocating.interrupt();
      Benchmarks.delete(folder);
    }
    print(steps);
    return 0;
  }

  private void print(StepLog steps) throws Exception {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", name);
    line.put("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    line.put("allocated_mib_per_second", rate);
    line.put("steps", steps.count());
    line.put("p99_of_median", Math.round(100 * steps.quantile(0.99) / steps.seconds()) / 1e2);
    line.put("collections", collectors.stream().mapToLong(c -> c.getCollectionCount()).sum());
    line.put("collection_ms", collectors.stream().mapToLong(c -> c.getCollectionTime()).sum());
    steps.put(line);
    Benchmarks.print(line);
  }

  private void allocate() {
    byte[][] alive = new byte[64][];
    long start = System.nanoTime();
    long bytes = 0;
    while (!Thread.currentThread().isInterrupted()) {
      byte[] next = new byte[ThreadLocalRandom.current().nextInt(LARGEST_ARRAY)];
      alive[ThreadLocalRandom.current().nextInt(alive.length)] = next;
      bytes += next.length;
      double ahead = bytes / (rate * (double) (1 << 20)) - (System.nanoTime() - start) / 1e9;
      if (ahead > 0) {
        try {
          TimeUnit.MICROSECONDS.sleep((long) (ahead * 1e6));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
