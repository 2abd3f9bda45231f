package io.kindling.kernels.network;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.random.CounterRandom;
import java.util.List;

/** Random rows by which it is found out which passes compute a row in the same way. */
final class ProbeRows {
  private static final long KEY = 0x9E3779B97F4A7C15L;
  private static final int FEWEST_PROBES = 4; // each costs as much as scoring a block
  private static final int MOST_PROBES = 256;
  private static final int VALUES = 1 << 14; // that are compared, of each place
  private static final int ENTRIES = 32; // of a sparse row

  private final int[] categories;
  private final int count;

  ProbeRows(Network network) {
    this.categories = network.categories();
    List<Integer> widths = network.widths();
    long values = widths.stream().mapToLong(Integer::longValue).sum() - widths.get(0);
    this.count = (int) Math.max(FEWEST_PROBES, Math.min(MOST_PROBES, VALUES / values));
  }

  /** How many rows are worth trying. */
  int count() {
    return count;
  }

  /** Writes one of the rows into all places of a workspace. */
  void fill(Workspace workspace, int probe) {
    long key = CounterRandom.key(KEY, probe);
    if (workspace.isSparse()) {
      fillSparse(workspace, key);
    } else {
      fillDense(workspace, key);
    }
  }

  private void fillDense(Workspace workspace, long key) {
    float[] input = workspace.input();
    int width = categories.length;
    for (int i = 0; i < width; i++) {
      input[i] = input(key, i);
    }
    for (int row = 1; row < workspace.capacity(); row++) {
      System.arraycopy(input, 0, input, row * width, width);
    }
  }

  private void fillSparse(Workspace workspace, long key) {
    SparseRows rows = workspace.sparseInput();
    rows.clear();
    int step = Math.max(1, rows.width() / ENTRIES);
    for (int row = 0; row < workspace.capacity(); row++) {
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
}
