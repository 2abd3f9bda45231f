package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.job.PartitionJob;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Shards in the memory of executors, and on their disks what does not fit.
 *
 * @param rdd one range of them in each partition
 * @param rows what they came to
 * @param holders the addresses of the executors that computed and keep them, as Spark lists them
 */
record CachedShards(JavaRDD<Shard> rdd, RowsSummary rows, Set<String> holders) {
  /**
   * Computes and caches shards now, while what they are computed from is there, and gives the files
   * of their shuffle back; it runs again only if a shard is lost. No shard stays if that fails.
   *
   * @param name what Spark's web pages call them
   * @param shuffle they are computed from
   * @param shards how many there are
   * @param check refuses what was computed
   */
  static CachedShards compute(
      String name,
      JavaPairRDD<Integer, ?> shuffle,
      JavaRDD<Shard> rdd,
      int shards,
      Runnable check) {
    JavaRDD<Shard> cached = rdd.setName(name).persist(StorageLevel.MEMORY_AND_DISK());
    boolean whole = false;
    try {
      List<Part> parts = new PartitionJob<>(new Caching(new ShardSummaries(shards))).run(cached);
      ClusterMemory.releaseShuffle(shuffle.rdd());
      check.run();
      RowsSummary sum = TreeSum.total(shards, parts.stream().map(part -> part.sums).toList());
      Set<String> holders =
          parts.stream().map(part -> part.holder).collect(Collectors.toUnmodifiableSet());
      whole = true;
      return new CachedShards(cached, sum, holders);
    } finally {
      if (!whole) {
        ClusterMemory.release(cached);
      }
    }
  }

  /** What a task found in its range, and where it ran. No record, which Kryo cannot write. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<TreeNode<RowsSummary>> sums;
    private final String holder;

    Part(List<TreeNode<RowsSummary>> sums, String holder) {
      this.sums = new ArrayList<>(sums);
      this.holder = holder;
    }
  }

  /** Sums up a range, which computes and caches it, and tells where. */
  private record Caching(ShardSummaries summaries) implements PartitionJob.Work<Shard, Part> {
    @Override
    public Part compute(Iterator<Shard> range) {
      return new Part(
          summaries.compute(range), SparkEnv.get().blockManager().blockManagerId().hostPort());
    }
  }
}
