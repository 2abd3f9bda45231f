package io.kindling.partitioning.reading;

/** How the features of a row are kept. */
public enum Storage {
  /** As float32. */
  FLOAT32,
  /** As unsigned bytes, 0 … 255: a quarter of the memory. */
  UINT8,
  /** As float32, of what is not 0 alone, with the columns in which it stands. */
  SPARSE
}
