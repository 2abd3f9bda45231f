package io.kindling.predictor;

import io.kindling.predictor.scoring.OutputNames;
import io.kindling.predictor.scoring.ScoringPass;
import java.util.Arrays;
import java.util.Optional;

/** What a model says of the rows of a block. */
public final class BlockPrediction {
  private final OutputNames names;
  private final int width;
  private final int[] classes;
  private final float[] outputs;

  BlockPrediction(OutputNames names, int width, int rows) {
    this.names = names;
    this.width = width;
    this.classes = new int[rows];
    this.outputs = new float[rows * width];
  }

  /** Takes what a pass computed for {@code count} rows, from {@code first} on. */
  void take(ScoringPass pass, int first, int count) {
    System.arraycopy(pass.predictions(), 0, outputs, first * width, count * width);
    for (int row = 0; row < count; row++) {
      classes[first + row] = pass.classOf(row);
    }
  }

  /** The number of rows. */
  public int rows() {
    return classes.length;
  }

  /** The outputs as {@link RowPrediction#outputs} has them: (rows, outputs), row-major; no copy. */
  public float[] outputs() {
    return outputs;
  }

  /** The class of a row as {@link RowPrediction#className} has it. */
  public Optional<String> className(int row) {
    return names.of(classes[row]);
  }

  /** A row. */
  public RowPrediction row(int row) {
    return new RowPrediction(
        names, classes[row], Arrays.copyOfRange(outputs, row * width, (row + 1) * width));
  }
}
