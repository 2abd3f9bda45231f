package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;

/**
 * A row multiplied as one of a block, whose other rows are 0: what is left where the order of sums
 * is not known. OpenBLAS adds up products of one to three outputs in orders of their own; these
 * take little time even for a block.
 */
final class BlockProduct implements RowProduct {
  private final WeightMatrix matrix;
  private final int rows;
  private final int place;
  private final float[] x; // (rows, inputs)
  private final float[] y; // (rows, outputs)

  /**
   * A product.
   *
   * @param rows in the block
   * @param place of the row in it
   */
  BlockProduct(WeightMatrix matrix, int rows, int place) {
    this.matrix = matrix;
    this.rows = rows;
    this.place = place;
    this.x = new float[rows * matrix.inputs()];
    this.y = new float[rows * matrix.outputs()];
  }

  @Override
  public WeightMatrix matrix() {
    return matrix;
  }

  @Override
  public void multiply(float[] row, float[] parameters, float[] into) {
    int inputs = matrix.inputs();
    int outputs = matrix.outputs();
    System.arraycopy(row, 0, x, place * inputs, inputs);
    Blas.get()
        .gemm(
            Transpose.NO,
            Transpose.YES,
            rows,
            outputs,
            inputs,
            x,
            0,
            parameters,
            matrix.offset(),
            y,
            0);
    System.arraycopy(y, place * outputs, into, 0, outputs);
  }

  @Override
  public RowProduct another() {
    return new BlockProduct(matrix, rows, place);
  }
}
