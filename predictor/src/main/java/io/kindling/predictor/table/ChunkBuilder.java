package io.kindling.predictor.table;

import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one column, row by row. Kinds of values that it does not hold are errors.
 */
abstract class ChunkBuilder {
  static ChunkBuilder of(RawColumn column, int rows) {
    return switch (column.type()) {
      case NUMBER -> new Numbers(rows);
      case TEXT -> new TextChunkBuilder(rows);
      case SKIPPED -> new Skipped();
      case BYTES -> new Bytes(rows, column.width());
      case VECTOR -> new Vectors(rows, column.width());
      case SPARSE -> new SparseChunkBuilder(rows, column.width());
    };
  }

  /** What is built of the rows so far; the builder is empty then. */
  abstract ColumnChunk build(int rows);

  void number(int row, double value) {
    throw new IllegalStateException("a number for " + this);
  }

  void numbers(int row, double[] values, int count) {
    throw new IllegalStateException("numbers for " + this);
  }

  void stray(int row, String text) {
    throw new IllegalStateException("a text for " + this);
  }

  void text(int row, String text) {
    throw new IllegalStateException("a text for " + this);
  }

  void missing(int row) {
    throw new IllegalStateException("nothing for " + this);
  }

  void bytes(int row, byte[] values) {
    throw new IllegalStateException("bytes for " + this);
  }

  void vector(int row, double[] values) {
    throw new IllegalStateException("a vector for " + this);
  }

  void sparse(int row, int[] indices, double[] values) {
    throw new IllegalStateException("a sparse vector for " + this);
  }

  private static final class Numbers extends ChunkBuilder {
    private final double[] values;
    private int strayRow = -1;
    private @Nullable String stray;

    Numbers(int rows) {
      this.values = new double[rows];
    }

    @Override
    void number(int row, double value) {
      values[row] = value;
    }

    @Override
    void numbers(int row, double[] some, int count) {
      System.arraycopy(some, 0, values, row, count);
    }

    @Override
    void missing(int row) {
      values[row] = Double.NaN;
    }

    @Override
    void stray(int row, String text) {
      values[row] = Double.NaN;
      if (stray == null) {
        stray = text;
        strayRow = row;
      }
    }

    @Override
    ColumnChunk build(int rows) {
      boolean ended = strayRow < rows; // a row that did not end is none
      ColumnChunk chunk = NumberChunk.of(values, rows, ended ? strayRow : -1, ended ? stray : null);
      stray = null;
      strayRow = -1;
      return chunk;
    }
  }

  private static final class Skipped extends ChunkBuilder {
    @Override
    void number(int row, double value) {}

    @Override
    void text(int row, String text) {}

    @Override
    void missing(int row) {}

    @Override
    void bytes(int row, byte[] values) {}

    @Override
    void vector(int row, double[] values) {}

    @Override
    void sparse(int row, int[] indices, double[] values) {}

    @Override
    ColumnChunk build(int rows) {
      return new SkippedChunk();
    }
  }

  private static final class Bytes extends ChunkBuilder {
    private final int width;
    private final byte[] all;

    Bytes(int rows, int width) {
      this.width = width;
      this.all = new byte[rows * width];
    }

    @Override
    void bytes(int row, byte[] values) {
      System.arraycopy(values, 0, all, row * width, width);
    }

    @Override
    ColumnChunk build(int rows) {
      return ByteChunk.of(all, rows, width);
    }
  }

  private static final class Vectors extends ChunkBuilder {
    private final int width;
    private final double[] all;

    Vectors(int rows, int width) {
      this.width = width;
      this.all = new double[rows * width];
    }

    @Override
    void vector(int row, double[] values) {
      System.arraycopy(values, 0, all, row * width, width);
    }

    @Override
    ColumnChunk build(int rows) {
      return VectorChunk.of(all, rows, width);
    }
  }
}
