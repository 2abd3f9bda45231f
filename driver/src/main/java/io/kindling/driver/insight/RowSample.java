package io.kindling.driver.insight;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows sampled at random: the first of each shard, since rows come to shards in a random order that
 * follows from the seed. Travels, under Kryo too, hence no record.
 */
public final class RowSample implements Mergeable<RowSample> {
  /** A row of more values than these is not shown. */
  public static final int MOST_FEATURES = 1 << 12;

  private static final long serialVersionUID = 1L;
  private static final int MOST_ROWS = 1000;
  private static final int MOST_VALUES = 1 << 19;

  private final ArrayList<SampledRow> rows = new ArrayList<>();

  /** How many rows each shard gives to a sample. */
  public static int rowsOfShard(int shards, int features) {
    int shown = features > MOST_FEATURES ? 1 : Math.max(1, features);
    int wanted = Math.min(MOST_ROWS, MOST_VALUES / shown);
    return (wanted + shards - 1) / shards;
  }

  /** Samples rows with their features and targets, in one Spark job. */
  public static List<SampledRow> of(ShardedData data) {
    return data.reduce(new First(data.shardCount())).rows();
  }

  /** Adds a row. */
  public void add(SampledRow row) {
    rows.add(row);
  }

  @Override
  public void merge(RowSample right) {
    rows.addAll(right.rows);
  }

  /** The rows. */
  public List<SampledRow> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** The features of a row as they are kept; none where they are too many to be shown. */
  public static float[] features(ShardBlock block, int row) {
    if (block.features() > MOST_FEATURES) {
      return new float[0];
    }
    float[] features = new float[block.features()];
    block.readFeatures(row, features, 0);
    return features;
  }

  private static final class First extends LeafWork<RowSample> {
    private static final long serialVersionUID = 1L;

    private final int shards;

    First(int shards) {
      super(shards);
      this.shards = shards;
    }

    @Override
    protected RowSample leaf(Shard shard) {
      ShardBlock block = shard.block();
      RowSample sample = new RowSample();
      int rows = Math.min(block.rows(), rowsOfShard(shards, block.features()));
      for (int row = 0; row < rows; row++) {
        float[] targets = new float[block.targetsPerRow()];
        block.readTargets(row, targets, 0);
        sample.add(new SampledRow(features(block, row), targets, new float[0]));
      }
      return sample;
    }
  }
}
