package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.random.CounterRandom;
import java.util.BitSet;
import java.util.List;

/**
 * The places of a batch in which a row's outputs are the same to the bit. They need not be all: of
 * OpenBLAS's matrix products, those for Haswell and Zen add up the first six rows of each twelve in
 * another way than the others. Which they are is found by trying: the same random row in each
 * place, through the whole network, many times.
 */
public final class AlikePlaces {
  private static final long KEY = 0x9E3779B97F4A7C15L;
  private static final int FEWEST_PROBES = 4; // each costs as much as scoring a block
  private static final int MOST_PROBES = 256;
  private static final int VALUES = 1 << 14; // that are compared, of each place
  private static final int ENTRIES = 32; // of a sparse row

  private final Network network;
  private final Workspace workspace;
  private final int capacity;
  private final int[] categories;

  private AlikePlaces(Network network, Workspace workspace) {
    this.network = network;
    this.workspace = workspace;
    this.capacity = workspace.capacity();
    this.categories = network.categories();
  }

  /**
   * Finds the places of a full batch that compute as its first does: ascending, from 0 on.
   *
   * @param theta the parameters
   * @param workspace in which it passes over as many rows as there is room for
   */
  public static int[] find(Network network, float[] theta, Workspace workspace) {
    return new AlikePlaces(network, workspace).find(Pass.evaluation(workspace.capacity(), theta));
  }

  private int[] find(Pass pass) {
    BitSet alike = new BitSet(capacity);
    alike.set(0, capacity);
    List<Integer> widths = network.widths();
    long values = widths.stream().mapToLong(Integer::longValue).sum() - widths.get(0);
    long probes = Math.max(FEWEST_PROBES, Math.min(MOST_PROBES, VALUES / values));
    for (int probe = 0; probe < probes; probe++) {
      if (workspace.isSparse()) {
        fillSparse(CounterRandom.key(KEY, probe));
      } else {
        fill(CounterRandom.key(KEY, probe));
      }
      network.forward(pass, workspace);
      for (int value = 1; value < widths.size(); value++) {
        compare(workspace.value(value), widths.get(value), alike);
      }
    }
    return alike.stream().toArray();
  }

  private void fill(long key) {
    float[] input = workspace.input();
    int width = categories.length;
    for (int i = 0; i < width; i++) {
      input[i] = input(key, i);
    }
    for (int row = 1; row < capacity; row++) {
      System.arraycopy(input, 0, input, row * width, width);
    }
  }

  private void fillSparse(long key) {
    SparseRows rows = workspace.sparseInput();
    rows.clear();
    int step = Math.max(1, rows.width() / ENTRIES);
    for (int row = 0; row < capacity; row++) {
      for (int column = 0; column < rows.width(); column += step) {
        rows.append(column, input(key, column));
      }
      rows.endRow();
    }
  }

  private float input(long key, int index) {
    return categories[index] > 0
        ? (float) Math.floor(CounterRandom.uniform(key, index) * categories[index])
        : (float) CounterRandom.gaussian(key, index);
  }

  private void compare(float[] values, int width, BitSet alike) {
    for (int row = alike.nextSetBit(1); row > 0; row = alike.nextSetBit(row + 1)) {
      for (int i = 0; i < width; i++) {
        if (Float.floatToIntBits(values[row * width + i]) != Float.floatToIntBits(values[i])) {
          alike.clear(row);
          break;
        }
      }
    }
  }
}
