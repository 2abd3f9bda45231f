package io.kindling.partitioning.preprocess;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Arrays;

/**
 * Count, mean, variance, least and greatest value of each feature, over the rows in which it is not
 * missing (NaN), as it is kept: (n, mean, M2, min, max) with M2 = Σ (x − mean)², in double
 * precision. Rows are added by Welford's method (1962), partial results merged by Chan, Golub and
 * LeVeque's formula (1979), along the fixed tree; so are the zeros that a sparse block leaves out.
 * Travels, under Kryo too, hence no record.
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
    return data.reduce(new OfShards(data.shardCount()));
  }

  /** Adds a row. */
  public void add(float[] row) {
    for (int i = 0; i < mean.length; i++) {
      add(i, row[i]);
    }
  }

  private void add(int feature, float value) {
    if (Float.isNaN(value)) {
      return;
    }
    count[feature]++;
    double delta = value - mean[feature];
    mean[feature] += delta / count[feature];
    m2[feature] += delta * (value - mean[feature]);
    min[feature] = Math.min(min[feature], value);
    max[feature] = Math.max(max[feature], value);
  }

  /** Adds the rows of a sparse block: in each feature the values that are kept, then the zeros. */
  void addSparse(ShardBlock block) {
    int[] kept = new int[mean.length];
    SparseRows row = new SparseRows(1, mean.length);
    for (int i = 0; i < block.rows(); i++) {
      row.clear();
      block.readSparse(i, row);
      for (int k = 0; k < row.entries(); k++) {
        kept[row.columns()[k]]++;
        add(row.columns()[k], row.values()[k]);
      }
    }
    for (int i = 0; i < mean.length; i++) {
      merge(i, block.rows() - kept[i], 0, 0, 0, 0);
    }
  }

  @Override
  public void merge(FeatureStatistics right) {
    for (int i = 0; i < mean.length; i++) {
      merge(i, right.count[i], right.mean[i], right.m2[i], right.min[i], right.max[i]);
    }
  }

  private void merge(int feature, long n, double ofMean, double ofM2, float least, float greatest) {
    if (n == 0) {
      return;
    }
    long total = count[feature] + n;
    double delta = ofMean - mean[feature];
    mean[feature] += delta * n / total;
    m2[feature] += ofM2 + delta * delta * ((double) count[feature] * n / total);
    count[feature] = total;
    min[feature] = Math.min(min[feature], least);
    max[feature] = Math.max(max[feature], greatest);
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

  private static final class OfShards extends LeafWork<FeatureStatistics> {
    private static final long serialVersionUID = 1L;

    OfShards(int shards) {
      super(shards);
    }

    @Override
    protected FeatureStatistics leaf(Shard shard) {
      ShardBlock block = shard.block();
      FeatureStatistics statistics = new FeatureStatistics(block.features());
      if (block.isSparse()) {
        statistics.addSparse(block);
        return statistics;
      }
      float[] row = new float[block.features()];
      for (int i = 0; i < block.rows(); i++) {
        block.readFeatures(i, row, 0);
        statistics.add(row);
      }
      return statistics;
    }
  }
}
