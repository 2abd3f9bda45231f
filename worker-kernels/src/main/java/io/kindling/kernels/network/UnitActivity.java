package io.kindling.kernels.network;

import io.kindling.kernels.reduction.Mergeable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which hidden units gave something other than 0 for any row: a rectified unit that never does is
 * dead, since no gradient passes it. Travels, under Kryo too, hence no record.
 */
public final class UnitActivity implements Mergeable<UnitActivity> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<BitSet> silent = new ArrayList<>(); // of each value behind the input
  private final int[] widths;

  /** Over no rows of a network. */
  public UnitActivity(Network network) {
    List<Integer> all = network.widths();
    this.widths = all.subList(1, all.size() - 1).stream().mapToInt(Integer::intValue).toArray();
    for (int width : widths) {
      BitSet units = new BitSet(width);
      units.set(0, width);
      silent.add(units);
    }
  }

  /** Takes in the first rows of a forward pass; looks at units only that were silent so far. */
  public void add(Workspace workspace, int rows) {
    for (int i = 0; i < widths.length; i++) {
      BitSet units = silent.get(i);
      float[] values = workspace.value(i + 1);
      for (int unit = units.nextSetBit(0); unit >= 0; unit = units.nextSetBit(unit + 1)) {
        if (speaks(values, unit, widths[i], rows)) {
          units.clear(unit);
        }
      }
    }
  }

  private static boolean speaks(float[] values, int unit, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      if (values[row * width + unit] != 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void merge(UnitActivity right) {
    for (int i = 0; i < widths.length; i++) {
      silent.get(i).and(right.silent.get(i));
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
        shares.put(position, (double) silent.get(value).cardinality() / widths[value]);
      }
    }
    return shares;
  }
}
