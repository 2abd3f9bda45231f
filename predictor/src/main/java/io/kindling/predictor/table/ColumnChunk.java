package io.kindling.predictor.table;

import java.io.Serializable;

/** The values of one column in one block. */
public sealed interface ColumnChunk extends Serializable
    permits NumberChunk, TextChunk, ByteChunk, VectorChunk, SparseChunk, SkippedChunk {
  /** About what a chunk that holds values takes beside these: a reference, itself, its arrays. */
  long MEMORY_WITHOUT_VALUES = 80;

  /** Adds all values to a checksum, in the order of the rows. */
  void addTo(Checksum sum);

  /** About how many bytes of memory it takes. */
  long memory();
}
