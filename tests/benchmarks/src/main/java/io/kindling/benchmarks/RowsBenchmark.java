package io.kindling.benchmarks;

import io.kindling.driver.optimizer.Adagrad;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Measures steps of a large table of embeddings, or of as many weights of a layer that takes sparse
 * rows: whole gradients and touched lines by turns.
 */
@Command(name = "rows", description = "Measure steps that touch few rows of a large table.")
public final class RowsBenchmark implements Callable<Integer> {
  @Option(
      names = "--entries",
      description = "Take sparse rows of so many values instead of a category; 0 by default.")
  private int entries;

  @Option(names = "--categories", description = "Rows of the table, 2^20 by default.")
  private int categories = 1 << 20;

  @Option(names = "--dimensions", description = "Of a row, 16 by default.")
  private int dimensions = 16;

  @Option(names = "--batch", description = "Rows of a batch, which touch as many; 1000 by default.")
  private int batch = 1000;

  @Option(names = "--shards", description = "8 by default.")
  private int shards = 8;

  @Option(names = "--steps", description = "In each turn, 30 by default; a third warms up.")
  private int steps = 30;

  @Option(names = "--rounds", description = "Turns of each, 3 by default.")
  private int rounds = 3;

  @Option(names = "--optimizer", description = "sgd, adagrad or adam; sgd by default.")
  private String optimizer = "sgd";

  @Option(names = "--master", description = "Spark master, local[2] by default.")
  private String master = "local[2]";

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RowsBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    for (int round = 0; round < rounds; round++) {
      measure(false);
      measure(true);
    }
    return 0;
  }

  private void measure(boolean touchedRows) throws Exception {
    StepLog log = new StepLog(1);
    ResultBytes results = new ResultBytes();
    String sha256;
    try (JavaSparkContext context =
        new JavaSparkContext(
            Benchmarks.conf(master).set("spark.kindling.touchedRows", "" + touchedRows))) {
      context.sc().addSparkListener(results);
      sha256 = Trainer.on(context).data(rows(context)).listener(log).build(spec()).train().sha256();
    } // closing the context delivers all events
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("gradients", touchedRows ? "touched" : "whole");
    line.put("table", categories + " x " + dimensions);
    line.put("entries_a_row", entries);
    line.put("batch", batch);
    line.put("shards", shards);
    line.put("optimizer", optimizer);
    line.put("driver_bytes_a_step", results.bytes.get() / steps);
    log.put(line);
    line.put("sha256", sha256.substring(0, 16));
    Benchmarks.print(line);
  }

  private TrainingSpec spec() {
    Optimizer by =
        switch (optimizer) {
          case "sgd" -> new Sgd(0.01);
          case "adagrad" -> new Adagrad(0.01);
          case "adam" -> new Adam(0.001);
          default -> throw new IllegalArgumentException("no optimizer " + optimizer);
        };
    LayerSpec first = entries > 0 ? new Dense(dimensions) : new Embedding(categories, dimensions);
    return TrainingSpec.builder(NetworkSpec.of(first, new Dense(1)), new SquaredError())
        .optimizer(by)
        .epochs(3)
        .batchSize(batch)
        .shards(shards)
        .build();
  }

  /** Rows of a category each, or of some columns of as many. */
  private JavaPairRDD<Double, Vector> rows(JavaSparkContext context) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    int count = batch * steps / 3;
    for (int i = 0; i < count; i++) {
      int category = (int) ((long) i * categories / count);
      Vector row = entries > 0 ? sparse(category) : Vectors.dense(category);
      rows.add(new Tuple2<>(category % 2.0, row));
    }
    return context.parallelizePairs(rows, 2);
  }

  /** A row with values spread evenly, from a column on. */
  private Vector sparse(int first) {
    int apart = categories / entries;
    int[] columns = new int[entries];
    double[] values = new double[entries];
    for (int i = 0; i < entries; i++) {
      columns[i] = first % apart + i * apart;
      values[i] = 1 + i % 3;
    }
    return Vectors.sparse(categories, columns, values);
  }

  /** What the tasks of steps return. */
  private static final class ResultBytes extends SparkListener {
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      if (job.properties().getProperty("spark.job.description", "").contains(", step ")) {
        CollectionConverters.asJava(job.stageInfos()).forEach(s -> stages.add(s.stageId()));
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (stages.contains(task.stageId()) && task.taskMetrics() != null) {
        bytes.addAndGet(task.taskMetrics().resultSize());
      }
    }
  }
}
