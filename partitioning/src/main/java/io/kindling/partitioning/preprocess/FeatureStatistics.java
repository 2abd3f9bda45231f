package io.kindling.partitioning.preprocess;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Iterator;
import java.util.List;

/**
 * Mean and variance of each feature: (n, mean, M2) with M2 = Σ (x − mean)², in double precision.
 * Rows are added by Welford's method (1962), partial results merged by Chan, Golub and LeVeque's
 * formula (1979), along the fixed tree. Travels, under Kryo too, hence no record.
 */
public final class FeatureStatistics implements Mergeable<FeatureStatistics> {
  private static final long serialVersionUID = 1L;

  private long rows;
  private final double[] mean;
  private final double[] m2;

  /** The statistics of no rows. */
  public FeatureStatistics(int features) {
    this.mean = new double[features];
    this.m2 = new double[features];
  }

  /** The statistics of all rows, in one Spark job. */
  public static FeatureStatistics of(ShardedData data) {
    return data.reduce(new Subtrees(data.shardCount()));
  }

  /** Adds a row. */
  public void add(float[] row) {
    rows++;
    for (int i = 0; i < mean.length; i++) {
      double delta = row[i] - mean[i];
      mean[i] += delta / rows;
      m2[i] += delta * (row[i] - mean[i]);
    }
  }

  @Override
  public void merge(FeatureStatistics right) {
    if (right.rows == 0) {
      return;
    }
    long total = rows + right.rows;
    for (int i = 0; i < mean.length; i++) {
      double delta = right.mean[i] - mean[i];
      mean[i] += delta * right.rows / total;
      m2[i] += right.m2[i] + delta * delta * ((double) rows * right.rows / total);
    }
    rows = total;
  }

  /** The number of rows. */
  public long rows() {
    return rows;
  }

  /** The mean of a feature. */
  public double mean(int feature) {
    return mean[feature];
  }

  /** The standard deviation of a feature, with N − 1; 0 for a single row. */
  public double standardDeviation(int feature) {
    return rows < 2 ? 0 : Math.sqrt(m2[feature] / (rows - 1));
  }

  private static final class Subtrees implements ShardWork<FeatureStatistics> {
    private static final long serialVersionUID = 1L;

    private final int shards;

    Subtrees(int shards) {
      this.shards = shards;
    }

    @Override
    public List<TreeNode<FeatureStatistics>> compute(Iterator<Shard> range) {
      TreeSum<FeatureStatistics> sum = new TreeSum<>(shards);
      while (range.hasNext()) {
        Shard shard = range.next();
        sum.addLeaf(shard.index(), of(shard.block()));
      }
      return sum.subtrees();
    }

    private static FeatureStatistics of(ShardBlock block) {
      FeatureStatistics statistics = new FeatureStatistics(block.features());
      float[] row = new float[block.features()];
      for (int i = 0; i < block.rows(); i++) {
        block.readFeatures(i, row, 0);
        statistics.add(row);
      }
      return statistics;
    }
  }
}
