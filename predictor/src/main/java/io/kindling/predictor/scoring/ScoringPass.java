package io.kindling.predictor.scoring;

import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.network.Workspace;

/**
 * One forward pass over some rows as they are kept. A row's outputs are the same to the bit
 * whatever other rows there are: the pass is over as many rows as the model computes at a time,
 * however many were added, since products of another shape may round otherwise, and rows are only
 * put where they are {@linkplain ScoringModel#places() computed alike}.
 *
 * <p>It works in the buffers of its thread. So rows are added and the pass is run in one go, and
 * nothing that may score rows itself is called meanwhile, such as an iterator.
 */
public final class ScoringPass {
  private static final int[] FIRST = {0};

  private final CompiledModel model;
  private final RowBuffers buffers;
  private final Objective objective;
  private final Pass pass;
  private final int[] places;
  private final int outputs;
  private int rows;
  private int filled; // places of sparse rows that are given, empty ones included
  private float[] raw = new float[0];
  private float[] predictions = new float[0];

  /** A pass over a block. */
  public ScoringPass(ScoringModel model) {
    this(
        model,
        model.buffers(),
        model.places(),
        Pass.evaluation(model.buffers().workspace().capacity(), model.theta()));
  }

  private ScoringPass(ScoringModel model, RowBuffers buffers, int[] places, Pass pass) {
    this.model = model.model();
    this.buffers = buffers;
    this.objective = this.model.objective();
    this.pass = pass;
    this.places = places;
    this.outputs = objective.network().outputs();
  }

  /** A pass over one row, with the bits that it has in a block: alone, if that can be. */
  public static ScoringPass ofRow(ScoringModel model) {
    return model
        .desk()
        .map(
            desk ->
                new ScoringPass(
                    model, desk.buffers(), FIRST, Pass.ofRow(model.theta(), desk.products())))
        .orElseGet(() -> new ScoringPass(model));
  }

  /** How many rows can be added. */
  public int capacity() {
    return places.length;
  }

  /** Outputs of a row. */
  public int outputs() {
    return outputs;
  }

  /** Adds a row; copies it. */
  public void add(float[] kept) {
    buffers.checkWidth(kept.length);
    add(kept, 0);
  }

  /** Adds the row that starts at {@code kept[offset]}; copies it. */
  public void add(float[] kept, int offset) {
    int place = places[rows++];
    fillTo(place);
    buffers.set(kept, offset, place);
    filled = place + 1;
  }

  /** Sparse rows come one after the other, so that there are empty ones in the places between. */
  private void fillTo(int place) {
    Workspace workspace = buffers.workspace();
    if (filled == 0 && workspace.isSparse()) {
      workspace.sparseInput().clear();
    }
    for (; filled < place && workspace.isSparse(); filled++) {
      workspace.sparseInput().endRow();
    }
  }

  /** Computes the outputs of the rows, of which there is at least one. */
  public void run() {
    Workspace workspace = buffers.workspace();
    fillTo(workspace.capacity());
    objective.network().forward(pass, workspace);
    raw = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(workspace.logits(), places[row] * outputs, raw, row * outputs, outputs);
    }
    predictions = raw.clone();
    objective.loss().toPredictions(workspace.math(), rows, outputs, predictions);
    model.targets().undo(predictions, rows);
  }

  /** The network's outputs before the loss makes predictions of them: (rows, outputs). */
  float[] raw() {
    return raw;
  }

  /** Probabilities, or predicted numbers in the units of the data: (rows, outputs). */
  public float[] predictions() {
    return predictions;
  }

  /** The outputs of a row as {@link #raw} has them, in an array of its own. */
  public double[] rawOf(int row) {
    return ofRow(raw, row);
  }

  /** Those as {@link #predictions} has them. */
  public double[] predictionsOf(int row) {
    return ofRow(predictions, row);
  }

  private double[] ofRow(float[] values, int row) {
    double[] one = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      one[i] = values[row * outputs + i];
    }
    return one;
  }

  /** The predicted class of a row, or {@link Prediction#NO_CLASS}. */
  public int classOf(int row) {
    Loss loss = objective.loss();
    return loss.task() == Task.MULTICLASS
        ? loss.decide(raw, row * outputs, outputs)
        : Prediction.NO_CLASS;
  }
}
