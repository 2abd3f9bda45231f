package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import java.util.BitSet;
import java.util.List;

/**
 * The places of a batch in which a row's outputs are the same to the bit. They need not be all: of
 * OpenBLAS's matrix products, those for Haswell and Zen add up the first six rows of each twelve in
 * another way than the others. Which they are is found by trying: the same random row in each
 * place, through the whole network, many times.
 */
final class AlikePlaces {
  private final Network network;
  private final Workspace workspace;
  private final int capacity;
  private final int reference;
  private final ProbeRows probes;

  private AlikePlaces(Network network, Workspace workspace, int reference) {
    this.reference = reference;
    this.network = network;
    this.workspace = workspace;
    this.capacity = workspace.capacity();
    this.probes = new ProbeRows(network);
  }

  /**
   * Finds the places of a full batch that compute as one of them does: that one and those behind
   * it, ascending.
   *
   * @param theta the parameters
   * @param workspace in which it passes over as many rows as there is room for
   * @param reference the place
   */
  static int[] find(Network network, float[] theta, Workspace workspace, int reference) {
    return new AlikePlaces(network, workspace, reference)
        .find(Pass.evaluation(workspace.capacity(), theta));
  }

  private int[] find(Pass pass) {
    BitSet alike = new BitSet(capacity);
    alike.set(reference, capacity);
    List<Integer> widths = network.widths();
    for (int probe = 0; probe < probes.count(); probe++) {
      probes.fill(workspace, probe);
      network.forward(pass, workspace);
      for (int value = 1; value < widths.size(); value++) {
        compare(workspace.value(value), widths.get(value), alike);
      }
    }
    return alike.stream().toArray();
  }

  private void compare(float[] values, int width, BitSet alike) {
    int from = reference * width;
    for (int row = alike.nextSetBit(reference + 1); row > 0; row = alike.nextSetBit(row + 1)) {
      if (!sameBits(values, from, values, row * width, width)) {
        alike.clear(row);
      }
    }
  }

  /** Whether {@code width} values are the same to the bit. */
  static boolean sameBits(float[] a, int aOffset, float[] b, int bOffset, int width) {
    for (int i = 0; i < width; i++) {
      if (Float.floatToIntBits(a[aOffset + i]) != Float.floatToIntBits(b[bOffset + i])) {
        return false;
      }
    }
    return true;
  }
}
