package io.kindling.partitioning.shard;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.KeptRows;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.Checksum;
import java.io.Serializable;
import java.util.Optional;

/**
 * Rows packed into arrays: features row after row, targets row after row, and a weight for each row
 * if they have any. Travels and is cached, under Kryo too, hence no record.
 */
public abstract sealed class ShardBlock implements KeptRows, Serializable
    permits FloatBlock, ByteBlock, SparseBlock {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int features;
  private final int targetsPerRow;
  private final float[] targets;
  private final float[] weights; // none if all rows count 1

  ShardBlock(int rows, RowLayout layout) {
    this(rows, layout.features(), layout.targets(), layout.weighted());
  }

  /** Room for rows as another block has them. */
  ShardBlock(int rows, ShardBlock like) {
    this(rows, like.features, like.targetsPerRow, like.weights.length > 0);
  }

  private ShardBlock(int rows, int features, int targetsPerRow, boolean weighted) {
    checkFits(rows, targetsPerRow);
    this.rows = rows;
    this.features = features;
    this.targetsPerRow = targetsPerRow;
    this.targets = new float[rows * targetsPerRow];
    this.weights = new float[weighted ? rows : 0];
  }

  /**
   * Room for {@code rows} rows.
   *
   * @throws IllegalArgumentException when they do not fit into one array
   */
  public static ShardBlock allocate(RowLayout layout, int rows) {
    checkFits(rows, layout.valuesKept());
    return switch (layout.storage()) {
      case FLOAT32 -> new FloatBlock(rows, layout);
      case UINT8 -> new ByteBlock(rows, layout);
      case SPARSE -> new SparseBlock(rows, layout);
    };
  }

  static void checkFits(long rows, int features) {
    if (rows * features > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A shard of %s rows of %s values does not fit into one array; take more shards"
              .formatted(rows, features));
    }
  }

  /** The number of rows. */
  public final int rows() {
    return rows;
  }

  /** Values in a row. */
  public final int features() {
    return features;
  }

  /** The first target of a row, such as its class. */
  public final float target(int row) {
    return targets[row * targetsPerRow];
  }

  /** Writes the targets of a row to {@code into[offset …]}. */
  public final void readTargets(int row, float[] into, int offset) {
    System.arraycopy(targets, row * targetsPerRow, into, offset, targetsPerRow);
  }

  /** How many targets a row has. */
  public final int targetsPerRow() {
    return targetsPerRow;
  }

  /** How much a row counts. */
  public final float weight(int row) {
    return weights.length == 0 ? 1f : weights[row];
  }

  /** Stores a row, its numbers as far from their origins. */
  public final void setRow(int row, RowCells source, int sourceRow, Origins origins) {
    for (int i = 0; i < targetsPerRow; i++) {
      targets[row * targetsPerRow + i] = (float) source.target(sourceRow, i);
    }
    if (weights.length > 0) {
      weights[row] = (float) source.weight(sourceRow);
    }
    setFeatures(row, source, sourceRow, origins);
  }

  /**
   * Room for so many rows of this block next to each other, where rows that are to be read from
   * anywhere in it are better copied first: what is copied is asked of the memory for many rows at
   * a time, what is looked up value by value for little more than one. Empty where reading a row is
   * copying it.
   */
  public Optional<ShardBlock> nearby(int rows) {
    return Optional.empty();
  }

  /** Copies a row from a block of the same kind. */
  public final void copyRow(ShardBlock source, int sourceRow, int row) {
    source.readTargets(sourceRow, targets, row * targetsPerRow);
    if (weights.length > 0) {
      weights[row] = source.weights[sourceRow];
    }
    copyFeatures(source, sourceRow, row);
  }

  /**
   * Stores the features of a row, which are {@code values[k]} in {@code columns[k]} for from ≤ k
   * &lt; to, and 0 elsewhere.
   *
   * @throws IllegalArgumentException when the columns do not ascend or are none of the features
   */
  public abstract void setSparseFeatures(int row, int[] columns, double[] values, int from, int to);

  final void checkAscends(int last, int column) {
    if (column <= last || column >= features) {
      throw new IllegalArgumentException(
          "Columns of a row must ascend and be below %s, got %s after %s"
              .formatted(features, column, last));
    }
  }

  /** How many values are kept in a block that grows with them; 0 in others. */
  int entries() {
    return 0;
  }

  /** How many values are kept of the row that has most of them; 0 where zeros are kept, too. */
  int mostEntries() {
    return 0;
  }

  /** Lays the rows out as they are kept, once all are set; none may be set any more. */
  void finish() {}

  /** A checksum of all that stands in the rows, as it is kept. */
  final long checksum() {
    Checksum sum = new Checksum();
    sum.add(rows);
    sum.add(features);
    addFeatures(sum);
    sum.add(targets);
    sum.add(weights);
    return sum.value();
  }

  abstract void addFeatures(Checksum sum);

  abstract void setFeatures(int row, RowCells source, int sourceRow, Origins origins);

  abstract void copyFeatures(ShardBlock source, int sourceRow, int row);

  @Override
  public boolean isSparse() {
    return false;
  }

  @Override
  public void readSparse(int row, SparseRows into) {
    throw new IllegalStateException("The block keeps zeros, too");
  }
}
