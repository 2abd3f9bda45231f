package io.kindling.partitioning.preprocess;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Count, mean, variance, least and greatest value of each feature, over the rows in which it is not
 * missing (NaN), as it is kept: (n, mean, M2, min, max) with M2 = Σ (x − mean)², in double
 * precision. Rows are added by Welford's method (1962), partial results merged by Chan, Golub and
 * LeVeque's formula (1979), along the fixed tree. Travels, under Kryo too, hence no record.
 */
public final class FeatureStatistics implements Mergeable<FeatureStatistics> {
  private static final long serialVersionUID = 1L;

  private final long[] count;
  private final double[] mean;
  private final double[] m2;
  private final float[] min;
  private final float[] max;

  /** The statistics of no rows. */
  public FeatureStatistics(int features) {
    this.count = new long[features];
    this.mean = new double[features];
    this.m2 = new double[features];
    this.min = new float[features];
    this.max = new float[features];
    Arrays.fill(min, Float.POSITIVE_INFINITY);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
  }

  /** The statistics of all rows, in one Spark job. */
  public static FeatureStatistics of(ShardedData data) {
    return data.reduce(new Subtrees(data.shardCount()));
  }

  /** Adds a row. */
  public void add(float[] row) {
    for (int i = 0; i < mean.length; i++) {
      float value = row[i];
      if (Float.isNaN(value)) {
        continue;
      }
      count[i]++;
      double delta = value - mean[i];
      mean[i] += delta / count[i];
      m2[i] += delta * (value - mean[i]);
      min[i] = Math.min(min[i], value);
      max[i] = Math.max(max[i], value);
    }
  }

  @Override
  public void merge(FeatureStatistics right) {
    for (int i = 0; i < mean.length; i++) {
      if (right.count[i] == 0) {
        continue;
      }
      long total = count[i] + right.count[i];
      double delta = right.mean[i] - mean[i];
      mean[i] += delta * right.count[i] / total;
      m2[i] += right.m2[i] + delta * delta * ((double) count[i] * right.count[i] / total);
      count[i] = total;
      min[i] = Math.min(min[i], right.min[i]);
      max[i] = Math.max(max[i], right.max[i]);
    }
  }

  /** The number of rows in which a feature is not missing. */
  public long count(int feature) {
    return count[feature];
  }

  /** The mean of a feature. */
  public double mean(int feature) {
    return mean[feature];
  }

  /** The standard deviation of a feature, with N − 1; 0 for a single row. */
  public double standardDeviation(int feature) {
    return count[feature] < 2 ? 0 : Math.sqrt(m2[feature] / (count[feature] - 1));
  }

  /** The least value of a feature; ∞ for none. */
  public float min(int feature) {
    return min[feature];
  }

  /** The greatest value of a feature; −∞ for none. */
  public float max(int feature) {
    return max[feature];
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
