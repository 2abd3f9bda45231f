package io.kindling.driver.explanation;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that some columns have in all rows, by the rank of the rows: element e of shard s has
 * rank e S + s. Is broadcast, under Kryo too, hence no record.
 */
final class PermutedValues implements Serializable {
  /** Stands for a column that is all of a row: its targets and weight are permuted instead. */
  static final int TARGETS = -1;

  private static final long serialVersionUID = 1L;

  private final float[][] columns;
  private final float[] targets;
  private final float[] weights;

  private PermutedValues(float[][] columns, float[] targets, float[] weights) {
    this.columns = columns;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Collects, in one Spark job.
   *
   * @param columns the features of each
   * @param withTargets whether targets and weights are collected, too
   */
  static PermutedValues of(ShardedData data, List<int[]> columns, boolean withTargets) {
    int rows = Math.toIntExact(data.rows());
    ShardValues all = data.reduce(new Collected(data.shardCount(), columns, withTargets));
    float[][] values = new float[columns.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.inOrder(i, rows, data.shardCount());
    }
    return new PermutedValues(
        values,
        withTargets ? all.inOrder(columns.size(), rows, data.shardCount()) : new float[0],
        withTargets ? all.inOrder(columns.size() + 1, rows, data.shardCount()) : new float[0]);
  }

  /** The values of a column, (rows, width). */
  float[] column(int place) {
    return columns[place];
  }

  /** (rows, targets). */
  float[] targets() {
    return targets;
  }

  /** (rows). */
  float[] weights() {
    return weights;
  }

  /** The values of some shards. Travels, under Kryo too, hence no record. */
  static final class ShardValues implements Mergeable<ShardValues> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Integer> shards = new ArrayList<>();
    private final ArrayList<float[][]> values = new ArrayList<>(); // of each shard, each column

    ShardValues(int shard, float[][] of) {
      shards.add(shard);
      values.add(of);
    }

    @Override
    public void merge(ShardValues right) {
      shards.addAll(right.shards);
      values.addAll(right.values);
    }

    float[] inOrder(int column, int rows, int shardCount) {
      float[] first = values.get(0)[column];
      int rowsOfFirst = (rows - shards.get(0) - 1) / shardCount + 1;
      int width = first.length / rowsOfFirst;
      float[] all = new float[Math.multiplyExact(rows, width)];
      for (int i = 0; i < values.size(); i++) {
        float[] part = values.get(i)[column];
        for (int element = 0; element * width < part.length; element++) {
          int rank = element * shardCount + shards.get(i);
          System.arraycopy(part, element * width, all, rank * width, width);
        }
      }
      return all;
    }
  }

  private static final class Collected extends LeafWork<ShardValues> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<int[]> columns;
    private final boolean withTargets;

    Collected(int shards, List<int[]> columns, boolean withTargets) {
      super(shards);
      this.columns = new ArrayList<>(columns);
      this.withTargets = withTargets;
    }

    @Override
    protected ShardValues leaf(Shard shard) {
      ShardBlock block = shard.block();
      float[][] values = new float[columns.size() + (withTargets ? 2 : 0)][];
      for (int i = 0; i < columns.size(); i++) {
        values[i] = new float[block.rows() * columns.get(i).length];
      }
      float[] row = new float[block.features()];
      for (int element = 0; element < block.rows() && !columns.isEmpty(); element++) {
        block.readFeatures(element, row, 0);
        for (int i = 0; i < columns.size(); i++) {
          int[] features = columns.get(i);
          for (int j = 0; j < features.length; j++) {
            values[i][element * features.length + j] = row[features[j]];
          }
        }
      }
      if (withTargets) {
        readTargets(block, values);
      }
      return new ShardValues(shard.index(), values);
    }

    private void readTargets(ShardBlock block, float[][] values) {
      float[] targets = new float[block.rows() * block.targetsPerRow()];
      float[] weights = new float[block.rows()];
      for (int element = 0; element < block.rows(); element++) {
        block.readTargets(element, targets, element * block.targetsPerRow());
        weights[element] = block.weight(element);
      }
      values[columns.size()] = targets;
      values[columns.size() + 1] = weights;
    }
  }
}
