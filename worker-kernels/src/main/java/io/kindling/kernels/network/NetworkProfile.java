package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.layer.TouchedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a pass over some rows takes, kernel by kernel, on the calling thread. Activations are
 * computed together with the dense layer before them.
 *
 * @param kernels in the order of forward
 */
public record NetworkProfile(List<Kernel> kernels) {
  private static final int WARM_UP = 5;
  private static final int MEASURED = 11;
  private static final double MOST_SECONDS = 3;

  /**
   * A kernel.
   *
   * @param name such as {@code dense + relu, 784 to 512}
   * @param forward seconds, the median of some passes
   * @param backward seconds, likewise
   */
  public record Kernel(String name, double forward, double backward) {}

  /** Copies. */
  public NetworkProfile {
    kernels = List.copyOf(kernels);
  }

  /**
   * Measures passes over rows of zeros and ones.
   *
   * @param rows how many
   * @param entries how many ones there are in each row, which enters the network without its zeros;
   *     0 where rows enter whole, half of them ones
   * @param gradient room for the gradient by the parameters, as training leaves it
   */
  public static NetworkProfile measure(
      Network network, int rows, int entries, TouchedArray gradient) {
    Workspace workspace = entries > 0 ? sparse(network, rows, entries) : dense(network, rows);
    Arrays.fill(workspace.logitsGradient(), 1f / rows);
    float[] theta = network.parameters().initialParameters(1);
    Pass pass = Pass.training(rows, 1, theta, gradient);
    int operations = network.operations().size();
    double[][] forward = new double[operations][MEASURED];
    double[][] backward = new double[operations][MEASURED];
    long start = System.nanoTime();
    int measured = 0;
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      gradient.clear();
      int place = measured++ % MEASURED;
      for (int k = 0; k < operations; k++) {
        Operation operation = network.operations().get(k);
        forward[k][place] = seconds(() -> operation.forward(pass, workspace));
      }
      for (int k = operations - 1; k >= 0; k--) {
        Operation operation = network.operations().get(k);
        backward[k][place] =
            network.learns(operation) ? seconds(() -> operation.backward(pass, workspace)) : 0;
      }
      if (System.nanoTime() - start > MOST_SECONDS * 1e9) {
        break;
      }
    }
    List<Kernel> kernels = new ArrayList<>();
    for (int k = 0; k < operations; k++) {
      int count = Math.min(measured, MEASURED);
      kernels.add(
          new Kernel(
              name(network.operations().get(k)),
              median(forward[k], count),
              median(backward[k], count)));
    }
    return new NetworkProfile(kernels);
  }

  private static Workspace dense(Network network, int rows) {
    Workspace workspace = Workspace.forTraining(network, rows);
    for (int i = 0; i < workspace.input().length; i++) {
      workspace.input()[i] = i & 1; // numbers of categories, too
    }
    return workspace;
  }

  /** Ones evenly apart, and as far as columns go in others in each row. */
  private static Workspace sparse(Network network, int rows, int entries) {
    Workspace workspace = Workspace.forSparseTraining(network, rows);
    SparseRows input = workspace.sparseInput();
    for (int row = 0; row < rows; row++) {
      for (int entry = 0; entry < entries; entry++) {
        long place = (long) entry * rows + row;
        input.append((int) (place * input.width() / ((long) entries * rows)), 1);
      }
      input.endRow();
    }
    return workspace;
  }

  private static double seconds(Runnable kernel) {
    long start = System.nanoTime();
    kernel.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }

  private static String name(Operation operation) {
    if (!(operation instanceof LayerOperation of)) {
      return kind(operation, "Operation");
    }
    String fused =
        of.layer().fused().map(layer -> " + " + LayerCatalogue.LAYERS.nameOf(layer)).orElse("");
    return "%s%s, %s to %s"
        .formatted(kind(of.layer(), "Layer"), fused, of.layer().inputs(), of.layer().outputs());
  }

  private static String kind(Object kernel, String suffix) {
    return kernel
        .getClass()
        .getSimpleName()
        .replaceFirst(suffix + "$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** Seconds of a whole pass, forward and backward. */
  public double total() {
    return kernels.stream().mapToDouble(kernel -> kernel.forward() + kernel.backward()).sum();
  }
}
