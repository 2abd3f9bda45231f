package io.kindling.benchmarks;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import io.kindling.predictor.Predictor;
import io.kindling.predictor.preprocess.Scaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the predictor on rows of random bytes: blocks on several threads, by turns with their
 * matrix products alone, and single rows on one.
 */
@Command(name = "predictor", description = "Measure scoring rows without Spark.")
public final class PredictorBenchmark implements Callable<Integer> {
  private static final int BLOCK = 256; // rows that are multiplied at a time

  @Option(names = "--features", description = "In a row, 784 by default.")
  private int features = 784;

  @Option(names = "--hidden", description = "Hidden units, 128 by default.")
  private int hidden = 128;

  @Option(names = "--rows", description = "In a block, 4,096 by default.")
  private int rows = 4096;

  @Option(names = "--threads", description = "2 by default.")
  private int threads = 2;

  @Option(names = "--rounds", description = "Turns of a second each, 11; the first warms up.")
  private int rounds = 11;

  @Option(names = "--singles", description = "Single rows in a turn, 50,000 by default.")
  private int singles = 50_000;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PredictorBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Predictor predictor = Predictor.of(UntrainedModel.of(hidden, Scaling.unit(features)));
    float[] block = bytes();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    double[] scored = new double[rounds];
    double[] products = new double[rounds];
    double[] median = new double[rounds];
    double[] p99 = new double[rounds];
    try {
      for (int round = 0; round < rounds; round++) {
        products[round] = perSecond(pool, this::multiply);
        scored[round] = perSecond(pool, () -> () -> predictor.predict(block, rows));
        long[] nanos = singles(predictor, block);
        median[round] = nanos[singles / 2] / 1e3;
        p99[round] = nanos[(int) (singles * 0.99)] / 1e3;
      }
    } finally {
      pool.shutdownNow();
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("network", features + "-" + hidden + "-10");
    line.put("blas", Blas.get().description().toString());
    line.put("threads", threads);
    line.put("rows_a_second", Math.round(median(scored)));
    line.put("fastest", Math.round(Arrays.stream(scored).max().orElse(0)));
    line.put("products_alone", Math.round(median(products)));
    line.put("of_products", Math.round(100 * ofProducts(scored, products)) / 100.0);
    line.put("single_row_median_us", median(median));
    line.put("single_row_p99_us", median(p99));
    Benchmarks.print(line);
    return 0;
  }

  /** The median of the ratio to the products measured just before. */
  private double ofProducts(double[] scored, double[] products) {
    return median(IntStream.range(0, rounds).mapToDouble(i -> scored[i] / products[i]).toArray());
  }

  private double median(double[] values) {
    double[] warm = Arrays.copyOfRange(values, Math.min(1, rounds - 1), rounds);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  /** Work on a block of rows, for one thread. */
  private interface Work {
    Runnable forThread();
  }

  private double perSecond(ExecutorService pool, Work work) throws Exception {
    List<Callable<Long>> tasks =
        IntStream.range(0, threads)
            .<Callable<Long>>mapToObj(
                thread -> {
                  Runnable turn = work.forThread();
                  return () -> {
                    long done = 0;
                    for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; ) {
                      turn.run();
                      done += rows;
                    }
                    return done;
                  };
                })
            .toList();
    long start = System.nanoTime();
    long all = 0;
    for (Future<Long> done : pool.invokeAll(tasks)) {
      all += done.get();
    }
    return all / ((System.nanoTime() - start) / 1e9);
  }

  private Runnable multiply() {
    float[] x = new float[BLOCK * features];
    float[] y = new float[BLOCK * hidden];
    float[] z = new float[BLOCK * 10];
    float[] w = new float[hidden * features];
    float[] v = new float[10 * hidden];
    for (float[] each : List.of(x, w, v)) {
      for (int i = 0; i < each.length; i++) {
        each[i] = (float) Math.sin(i);
      }
    }
    Blas blas = Blas.get();
    return () -> {
      for (int row = 0; row < rows; row += BLOCK) {
        blas.gemm(Transpose.NO, Transpose.YES, BLOCK, hidden, features, x, 0, w, 0, y, 0);
        blas.gemm(Transpose.NO, Transpose.YES, BLOCK, 10, hidden, y, 0, v, 0, z, 0);
      }
    };
  }

  private long[] singles(Predictor predictor, float[] block) {
    float[][] alone = new float[rows][];
    for (int row = 0; row < rows; row++) {
      alone[row] = Arrays.copyOfRange(block, row * features, (row + 1) * features);
    }
    long[] nanos = new long[singles];
    for (int i = 0; i < singles; i++) {
      long start = System.nanoTime();
      predictor.predict(alone[i % rows]);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private float[] bytes() {
    Random random = new Random(1);
    float[] values = new float[rows * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return values;
  }
}
