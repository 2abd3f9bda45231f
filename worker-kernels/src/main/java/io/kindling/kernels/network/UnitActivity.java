package io.kindling.kernels.network;

import io.kindling.kernels.reduction.Mergeable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which hidden units gave something other than 0 for any row: a rectified unit that never does is
 * dead, since no gradient passes it. Travels, under Kryo too, hence no record.
 */
public final class UnitActivity implements Mergeable<UnitActivity> {
  private static final long serialVersionUID = 1L;

  private final int[] widths; // of each value between input and output
  private final boolean[] silent; // their units, one value's after the other's

  /** Over no rows of a network. */
  public UnitActivity(Network network) {
    List<Integer> all = network.widths();
    this.widths = all.subList(1, all.size() - 1).stream().mapToInt(Integer::intValue).toArray();
    this.silent = new boolean[Arrays.stream(widths).sum()];
    Arrays.fill(silent, true);
  }

  /** Takes in the first rows of a forward pass; looks at units only that were silent so far. */
  public void add(Workspace workspace, int rows) {
    int first = 0;
    for (int i = 0; i < widths.length; i++) {
      float[] values = workspace.value(i + 1);
      int[] units = silentUnits(first, widths[i]);
      int left = units.length;
      for (int row = 0; row < rows && left > 0; row++) {
        left = stillSilent(values, row * widths[i], units, left);
      }
      Arrays.fill(silent, first, first + widths[i], false);
      for (int at = 0; at < left; at++) {
        silent[first + units[at]] = true;
      }
      first += widths[i];
    }
  }

  private int[] silentUnits(int first, int width) {
    return IntStream.range(0, width).filter(unit -> silent[first + unit]).toArray();
  }

  /** Moves the units that are 0 in a row to the front, and counts them. */
  private static int stillSilent(float[] values, int row, int[] units, int count) {
    int left = 0;
    for (int at = 0; at < count; at++) {
      int unit = units[at];
      units[left] = unit;
      left += values[row + unit] == 0 ? 1 : 0;
    }
    return left;
  }

  @Override
  public void merge(UnitActivity right) {
    for (int i = 0; i < silent.length; i++) {
      silent[i] &= right.silent[i];
    }
  }

  /**
   * The share of the units of each hidden layer that gave 0 for every row.
   *
   * @param network that it was made for
   * @return by the layer's position, such as {@code 2} or {@code head.0}; an activation that is
   *     computed with the layer before it counts as that layer
   */
  public Map<String, Double> silentShares(Network network) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Operation operation : network.operations()) {
      int value = operation.target() - 1;
      String position = network.name(operation).position();
      if (value < widths.length && !position.isEmpty()) {
        shares.put(position, (double) silentUnits(value) / widths[value]);
      }
    }
    return shares;
  }

  private int silentUnits(int value) {
    int first = Arrays.stream(widths, 0, value).sum();
    int count = 0;
    for (int i = first; i < first + widths[value]; i++) {
      count += silent[i] ? 1 : 0;
    }
    return count;
  }
}
