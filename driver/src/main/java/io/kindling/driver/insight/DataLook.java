package io.kindling.driver.insight;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.ClassCounts;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;

/**
 * What one pass over rows finds: how many each class has, and some of them. Travels, under Kryo
 * too, hence no record.
 */
final class DataLook implements Mergeable<DataLook> {
  private static final long serialVersionUID = 1L;

  /** So many rows have features where these have no names: enough for pictures. */
  private static final int FEW_ROWS = 24;

  private final ClassCounts counts;
  private final RowSample sample = new RowSample();

  private DataLook(ClassCounts counts) {
    this.counts = counts;
  }

  /**
   * Looks at rows, in one Spark job.
   *
   * @param classes whose rows are counted; none where a row is not of one class
   * @param few whether features of a few rows are enough: those of images are long, and all that a
   *     sample of them would take is the time to carry it
   */
  static DataLook at(ShardedData data, int classes, boolean few) {
    return data.reduce(new Look(data.shardCount(), classes, few));
  }

  @Override
  public void merge(DataLook right) {
    counts.merge(right.counts);
    sample.merge(right.sample);
  }

  long[] counts() {
    return counts.counts();
  }

  List<SampledRow> rows() {
    return sample.rows();
  }

  private static final class Look extends LeafWork<DataLook> {
    private static final long serialVersionUID = 1L;

    private final int shards;
    private final int classes;
    private final boolean few;

    Look(int shards, int classes, boolean few) {
      super(shards);
      this.shards = shards;
      this.classes = classes;
      this.few = few;
    }

    @Override
    protected DataLook leaf(Shard shard) {
      ShardBlock block = shard.block();
      DataLook look = new DataLook(ClassCounts.in(block, classes));
      int shown = few ? (FEW_ROWS + shards - 1) / shards : block.rows();
      int rows = RowSample.rowsOfShard(shards, few ? 0 : block.features());
      for (int row = 0; row < Math.min(block.rows(), rows); row++) {
        float[] targets = new float[block.targetsPerRow()];
        block.readTargets(row, targets, 0);
        float[] features = row < shown ? RowSample.features(block, row) : new float[0];
        look.sample.add(new SampledRow(features, targets, new float[0]));
      }
      return look;
    }
  }
}
