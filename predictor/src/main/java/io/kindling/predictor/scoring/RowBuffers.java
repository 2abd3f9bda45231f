package io.kindling.predictor.scoring;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.Workspace;
import io.kindling.predictor.preprocess.KeptRows;
import io.kindling.predictor.preprocess.RowTransform;
import java.util.Arrays;

/** The buffers of one thread for a model, and the way of rows into them. */
public final class RowBuffers {
  private final RowTransform transform;
  private final Workspace workspace;
  private final float[] features; // a row as it is kept, on its way to sparse rows

  /**
   * Buffers for up to {@code capacity} rows.
   *
   * @param training whether there is a way back, too
   */
  public RowBuffers(CompiledModel model, int capacity, boolean training) {
    Network network = model.objective().network();
    this.transform = model.transform();
    boolean sparse = model.isSparse();
    this.workspace = workspace(network, capacity, training, sparse);
    this.features = new float[sparse ? transform.inputs() : 0];
    Arrays.fill(workspace.weights(), 1f);
  }

  private static Workspace workspace(
      Network network, int capacity, boolean training, boolean sparse) {
    if (sparse) {
      return training
          ? Workspace.forSparseTraining(network, capacity)
          : Workspace.forSparseEvaluation(network, capacity);
    }
    return training
        ? Workspace.forTraining(network, capacity)
        : Workspace.forEvaluation(network, capacity);
  }

  /** The workspace. */
  public Workspace workspace() {
    return workspace;
  }

  /** Checks that a row has as many features as the model takes. */
  void checkWidth(int features) {
    if (features != transform.inputs()) {
      throw new IllegalArgumentException(
          "A row must have %s features, got %s".formatted(transform.inputs(), features));
    }
  }

  /**
   * Writes the inputs of the row of features that starts at {@code kept[from]} into the workspace;
   * rows come in their order.
   */
  void set(float[] kept, int from, int place) {
    if (workspace.isSparse()) {
      System.arraycopy(kept, from, features, 0, features.length);
      transform.apply(features, sparseRows(place));
      return;
    }
    float[] inputs = workspace.input();
    int offset = place * transform.outputs();
    System.arraycopy(kept, from, inputs, offset + transform.lead(), transform.inputs());
    transform.apply(inputs, offset);
  }

  /** The same, of a row of a block. */
  public void gather(KeptRows rows, int row, int place) {
    if (workspace.isSparse()) {
      transform.gather(rows, row, sparseRows(place), features);
    } else {
      transform.gather(rows, row, workspace.input(), place * transform.outputs());
    }
  }

  /** The sparse rows, to add the one of a place: place 0 is the first of a new batch. */
  private SparseRows sparseRows(int place) {
    SparseRows rows = workspace.sparseInput();
    if (place == 0) {
      rows.clear();
    }
    return rows;
  }
}
