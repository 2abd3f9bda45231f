package io.kindling.benchmarks;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The matrix products of a step alone, on as many threads as there are tasks. */
final class GemmCeiling {
  private GemmCeiling() {}

  private static final double GROUP_SECONDS = 0.2;

  /**
   * Samples a second if a step were nothing but its products: the median over groups of steps, as
   * the speed of a training is one over epochs, so that a step that is held up counts in both.
   */
  static double samplesPerSecond(TrainingCase training, int tasks, int groups) throws Exception {
    int shards = training.shards() / tasks;
    int rows = training.batch() / training.shards();
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    try {
      List<Products> products = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        products.add(new Products(training.widths(), rows, shards));
      }
      Medians.Work step =
          () -> {
            for (Future<?> done : threads.invokeAll(products)) {
              done.get();
            }
          };
      double once = Medians.seconds(3, 1, step);
      int steps = (int) Math.max(1, Math.min(training.steps(), GROUP_SECONDS / once));
      double seconds =
          Medians.seconds(
              1,
              groups,
              () -> {
                for (int i = 0; i < steps; i++) {
                  step.run();
                }
              });
      return training.batch() * steps / seconds;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The products of one task. */
  private static final class Products implements java.util.concurrent.Callable<Void> {
    private final List<Integer> widths;
    private final int rows;
    private final int shards;
    private final List<float[]> values = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();
    private final List<float[]> gradients = new ArrayList<>();

    Products(List<Integer> widths, int rows, int shards) {
      this.widths = widths;
      this.rows = rows;
      this.shards = shards;
      for (int i = 0; i < widths.size(); i++) {
        values.add(noise(rows * widths.get(i)));
        if (i > 0) {
          weights.add(noise(widths.get(i) * widths.get(i - 1)));
          gradients.add(new float[widths.get(i) * widths.get(i - 1)]);
        }
      }
    }

    private static float[] noise(int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) Math.sin(i) * 0.01f;
      }
      return values;
    }

    @Override
    public Void call() {
      for (int shard = 0; shard < shards; shard++) {
        pass();
      }
      return null;
    }

    private void pass() {
      Blas blas = Blas.get();
      int layers = weights.size();
      for (int i = 0; i < layers; i++) {
        int in = widths.get(i);
        int out = widths.get(i + 1);
        float[] x = values.get(i);
        float[] y = values.get(i + 1);
        blas.gemm(Transpose.NO, Transpose.YES, rows, out, in, x, 0, weights.get(i), 0, y, 0);
      }
      for (int i = layers - 1; i >= 0; i--) {
        int in = widths.get(i);
        int out = widths.get(i + 1);
        float[] x = values.get(i);
        float[] dy = values.get(i + 1);
        blas.gemm(Transpose.YES, Transpose.NO, out, in, rows, dy, 0, x, 0, gradients.get(i), 0);
        if (i > 0) {
          blas.gemm(Transpose.NO, Transpose.NO, rows, in, out, dy, 0, weights.get(i), 0, x, 0);
        }
      }
    }
  }
}
