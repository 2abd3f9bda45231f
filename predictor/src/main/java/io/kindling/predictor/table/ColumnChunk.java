package io.kindling.predictor.table;

import java.io.Serializable;

/** The values of one column in one block. */
public sealed interface ColumnChunk extends Serializable
    permits NumberChunk, TextChunk, ByteChunk, VectorChunk, SparseChunk, SkippedChunk {
  /** Adds all values to a checksum, in the order of the rows. */
  void addTo(Checksum sum);
}
