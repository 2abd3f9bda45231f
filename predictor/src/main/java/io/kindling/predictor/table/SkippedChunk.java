package io.kindling.predictor.table;

/** Of a column that is not read. */
public final class SkippedChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;
  private static final int MEMORY = 20; // a reference and itself

  @Override
  public void addTo(Checksum sum) {
    // There is nothing to add.
  }

  @Override
  public long memory() {
    return MEMORY;
  }
}
