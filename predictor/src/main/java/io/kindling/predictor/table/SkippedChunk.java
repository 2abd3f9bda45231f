package io.kindling.predictor.table;

/** Of a column that is not read. */
public final class SkippedChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;

  @Override
  public void addTo(Checksum sum) {
    // There is nothing to add.
  }
}
