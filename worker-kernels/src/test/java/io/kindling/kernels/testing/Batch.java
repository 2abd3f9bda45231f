package io.kindling.kernels.testing;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;

/** Rows with targets and weights, all of them float32 values, so that kernels see the same. */
public final class Batch {
  private final double[][] inputs;
  private final double[][] targets;
  private final double[] weights;

  private Batch(double[][] inputs, double[][] targets, double[] weights) {
    this.inputs = inputs;
    this.targets = targets;
    this.weights = weights;
  }

  /** One row, whose target is 0. */
  public static Batch of(double[] inputs) {
    return new Batch(new double[][] {inputs}, new double[1][1], new double[] {1});
  }

  /** Normal inputs, classes 0 … classes − 1, weights from 0.5 to 1.5. */
  public static Batch random(int rows, int inputs, int classes, long seed) {
    return random(rows, inputs, TargetRange.oneOf(classes), seed);
  }

  /**
   * Normal inputs, targets in a range (normal where it is all numbers), weights from 0.5 to 1.5.
   */
  public static Batch random(int rows, int inputs, TargetRange range, long seed) {
    double[][] x = new double[rows][inputs];
    double[][] targets = new double[rows][range.perRow()];
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      long key = CounterRandom.key(seed, row);
      weights[row] = (float) (0.5 + CounterRandom.uniform(key, 1));
      for (int i = 0; i < inputs; i++) {
        x[row][i] = (float) CounterRandom.gaussian(key, i + 1);
      }
      for (int i = 0; i < range.perRow(); i++) {
        long ofTarget = CounterRandom.key(key, i);
        targets[row][i] =
            range.classes() == 0
                ? (float) CounterRandom.gaussian(ofTarget, 0)
                : (int) (range.classes() * CounterRandom.uniform(i == 0 ? key : ofTarget, 0));
      }
    }
    return new Batch(x, targets, weights);
  }

  /** The same rows, with whole numbers from 0 to {@code categories} − 1 as inputs. */
  public Batch ofCategories(int categories) {
    double[][] numbers = new double[inputs.length][];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] =
          Arrays.stream(inputs[row]).map(x -> Math.floor(Math.abs(x * 7) % categories)).toArray();
    }
    return new Batch(numbers, targets, weights);
  }

  /**
   * The same rows with most inputs 0: about one in five is left; some rows and columns are empty.
   */
  public Batch mostlyZeros(long seed) {
    double[][] left = new double[inputs.length][];
    for (int row = 0; row < left.length; row++) {
      left[row] = inputs[row].clone();
      for (int i = 0; i < left[row].length; i++) {
        boolean stays = CounterRandom.uniform(CounterRandom.key(seed, row), i) < 0.2;
        left[row][i] = stays ? left[row][i] : 0;
      }
    }
    return new Batch(left, targets, weights);
  }

  /** The number of rows. */
  public int rows() {
    return inputs.length;
  }

  /** (rows, inputs). */
  public double[][] inputs() {
    return inputs;
  }

  /** A row's targets. */
  public double[] targets(int row) {
    return targets[row];
  }

  /** A row's class. */
  public int target(int row) {
    return (int) targets[row][0];
  }

  /** A row's weight. */
  public double weight(int row) {
    return weights[row];
  }

  /** Copies everything to where the kernels expect it. */
  public void copyTo(Workspace workspace) {
    if (workspace.isSparse()) {
      workspace.sparseInput().clear();
    }
    for (int row = 0; row < rows(); row++) {
      int perRow = targets[row].length;
      for (int i = 0; i < perRow; i++) {
        workspace.targets()[row * perRow + i] = (float) targets[row][i];
      }
      workspace.weights()[row] = (float) weights[row];
      if (workspace.isSparse()) {
        appendTo(workspace.sparseInput(), inputs[row]);
        continue;
      }
      for (int i = 0; i < inputs[row].length; i++) {
        workspace.input()[row * inputs[row].length + i] = (float) inputs[row][i];
      }
    }
  }

  private static void appendTo(SparseRows rows, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        rows.append(i, (float) values[i]);
      }
    }
    rows.endRow();
  }
}
