package io.kindling.predictor.table;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that follow each other in a source, column by column. Cached and travels, under Kryo
 * too, hence no record.
 */
public final class RawBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockKey key;
  private final int rows;
  private final ColumnChunk[] columns;
  private final int[] positions; // none where they are 0, 1, 2 … from the first on
  private final long firstPosition;
  private final @Nullable BadRow bad;
  private final LeftOut[] leftOut;

  RawBlock(
      BlockKey key,
      int rows,
      ColumnChunk[] columns,
      long firstPosition,
      int[] positions,
      @Nullable BadRow bad,
      LeftOut[] leftOut) {
    this.key = key;
    this.rows = rows;
    this.columns = columns;
    this.firstPosition = firstPosition;
    this.positions = positions;
    this.bad = bad;
    this.leftOut = leftOut;
  }

  /** Where it stands among the others. */
  public BlockKey key() {
    return key;
  }

  /** The number of rows that could be read. */
  public int rows() {
    return rows;
  }

  /** A column. */
  public ColumnChunk column(int index) {
    return columns[index];
  }

  /** All columns. */
  public List<ColumnChunk> columns() {
    return List.of(columns);
  }

  /** Where a row stands, as its source counts from the {@linkplain BlockKey#start() start} on. */
  public long position(int row) {
    return firstPosition + (positions.length == 0 ? row : positions[row]);
  }

  /** The row behind the others that could not be read, after which no more were; or null. */
  public @Nullable BadRow bad() {
    return bad;
  }

  /** What its rows have that belongs to no column, each once; at most a few. */
  public List<LeftOut> leftOut() {
    return List.of(leftOut);
  }

  /** The same block, without its rows. */
  public RawBlock withoutRows() {
    return new RawBlock(key, 0, new ColumnChunk[0], firstPosition, new int[0], bad, leftOut);
  }

  /** About how many bytes of memory it takes. */
  public long memory() {
    long bytes = (long) Integer.BYTES * positions.length;
    for (ColumnChunk column : columns) {
      bytes += column.memory();
    }
    return bytes;
  }

  /** A checksum of the rows in their order. */
  public long checksum() {
    Checksum sum = new Checksum();
    sum.add(rows);
    for (ColumnChunk column : columns) {
      column.addTo(sum);
    }
    return sum.value();
  }
}
