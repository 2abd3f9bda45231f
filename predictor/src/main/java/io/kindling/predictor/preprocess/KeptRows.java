package io.kindling.predictor.preprocess;

import io.kindling.kernels.layer.SparseRows;

/** Rows of features as they are kept, which a {@link RowTransform} makes inputs of. */
public interface KeptRows {
  /** Writes the features of a row, as they are kept, to {@code values[offset …]}. */
  void readFeatures(int row, float[] values, int offset);

  /** The same, scaled on the way. */
  default void readFeatures(int row, FeatureScale scale, float[] values, int offset) {
    readFeatures(row, values, offset);
    scale.apply(values, offset);
  }

  /** Whether only values that are not 0 are kept. */
  boolean isSparse();

  /**
   * Adds what is not 0 in a {@linkplain #isSparse() sparse} row, as it is kept, to the row that is
   * being filled.
   *
   * @throws IllegalStateException when the rows are not sparse
   */
  void readSparse(int row, SparseRows into);
}
