package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.job.PartitionJob;
import io.kindling.partitioning.job.SlicedSum;
import io.kindling.partitioning.source.RowLayout;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A table packed into shards and cached on the executors: in memory, and on disk what does not fit.
 * A lost shard is packed again from the source, to the same bits.
 */
public final class ShardedData implements AutoCloseable {
  private JavaRDD<Shard> shards;
  private final Shape shape;
  private final Storage storage;
  private final ShardAssignment assignment;

  private ShardedData(
      JavaRDD<Shard> shards, Shape shape, Storage storage, ShardAssignment assignment) {
    this.shards = shards;
    this.shape = shape;
    this.storage = storage;
    this.assignment = assignment;
  }

  /**
   * Packs the rows that {@code assignment} keeps.
   *
   * @param name what Spark's web pages call it
   * @param rowsInPartitions the number of rows in each partition of the table
   * @param tasks how many tasks work on it at a time, at most one for each shard
   */
  public static ShardedData pack(
      String name,
      SourceTable table,
      long[] rowsInPartitions,
      ShardAssignment assignment,
      int tasks) {
    return pack(name, table, new FilePositions(rowsInPartitions), assignment, tasks);
  }

  /**
   * Packs the rows on one side of a split.
   *
   * @param heldOut whether these are the rows held out, or the others
   * @param assignment of all the rows on that side
   */
  public static ShardedData pack(
      String name,
      SourceTable table,
      StratifiedSplit split,
      boolean heldOut,
      ShardAssignment assignment,
      int tasks) {
    return pack(name, table, split.positions(heldOut), assignment, tasks);
  }

  private static ShardedData pack(
      String name,
      SourceTable table,
      RowPositions positions,
      ShardAssignment assignment,
      int tasks) {
    RowLayout layout = table.layout();
    check(assignment, layout);
    ShardRanges ranges = new ShardRanges(assignment.shards(), tasks);
    JavaRDD<Tuple2<Integer, ShardChunk>> chunks =
        table.rows().mapPartitionsWithIndex(new ToChunks(assignment, layout, positions), false);
    JavaRDD<Shard> shards =
        asPlainRdd(JavaPairRDD.fromJavaRDD(chunks).partitionBy(ranges))
            .mapPartitionsWithIndex(new ToShards(assignment, ranges, layout), true);
    return new ShardedData(cached(name, shards), table.shape(), table.storage(), assignment);
  }

  private static JavaRDD<Shard> cached(String name, JavaRDD<Shard> shards) {
    return shards.setName(name).persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static <A, B> JavaRDD<Tuple2<A, B>> asPlainRdd(JavaPairRDD<A, B> pairs) {
    return JavaRDD.fromRDD(pairs.rdd(), pairs.classTag());
  }

  private static void check(ShardAssignment assignment, RowLayout layout) {
    if (assignment.shards() > assignment.rows()) {
      throw InvalidInputException.atSetting(
          "training.shards",
          assignment.shards() + " shards for " + assignment.rows() + " rows",
          "at least one row for each shard");
    }
    try {
      ShardBlock.checkFits(assignment.rowsIn(0), layout.features());
      ShardBlock.checkFits(assignment.rowsIn(0), layout.targets());
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting("training.shards", String.valueOf(e.getMessage()));
    }
  }

  /** The shards, in order, one range in each partition. */
  public JavaRDD<Shard> shards() {
    return shards;
  }

  /** The number of shards. */
  public int shardCount() {
    return assignment.shards();
  }

  /** The number of rows. */
  public long rows() {
    return assignment.rows();
  }

  /** The shape of a row as it is kept: a value for each column. */
  public Shape shape() {
    return shape;
  }

  /** How features are kept. */
  public Storage storage() {
    return storage;
  }

  /** How many tasks work on it at a time. */
  public int tasks() {
    return shards.getNumPartitions();
  }

  /**
   * Divides the shards anew for {@code tasks} tasks, at most one for each shard, on any executor.
   */
  public void spread(int tasks) {
    JavaRDD<Shard> before = shards;
    JavaPairRDD<Integer, Shard> numbered =
        before.mapToPair(shard -> new Tuple2<>(shard.index(), shard));
    JavaRDD<Shard> divided =
        asPlainRdd(numbered.partitionBy(new ShardRanges(shardCount(), tasks)))
            .mapPartitions(new InOrder(), true);
    shards = cached(before.name(), divided);
    try {
      shards.count(); // now, while those before are cached
    } finally {
      ClusterMemory.release(before);
    }
  }

  /**
   * Runs one Spark job of one stage and finishes the fixed tree over what its tasks return.
   *
   * @param work what a task computes from its shards: their sums by {@link TreeSum}
   */
  public <T extends Mergeable<T>> T reduce(ShardWork<T> work) {
    return reduceTimed(work).total();
  }

  /** The same, and what it took. */
  public <T extends Mergeable<T>> Reduction<T> reduceTimed(ShardWork<T> work) {
    List<List<TreeNode<T>>> results = new PartitionJob<>(work).run(shards);
    long start = System.nanoTime();
    TreeSum<T> sum = new TreeSum<>(shardCount());
    results.forEach(sum::addAll);
    return new Reduction<>(sum.total(), results.size(), System.nanoTime() - start);
  }

  /**
   * The same in two stages, the second of which finishes the tree on the executors, in a slice for
   * each task.
   */
  public <T extends Sliceable<T>> Reduction<T> reduceInSlices(ShardWork<T> work) {
    List<T> sums = SlicedSum.run(shards, work, shardCount(), tasks());
    long start = System.nanoTime();
    T total = sums.get(0).joined(sums);
    return new Reduction<>(total, tasks(), System.nanoTime() - start);
  }

  /**
   * What a job came to.
   *
   * @param total the whole sum
   * @param tasks how many tasks there were
   * @param mergeNanos what it took the driver to finish the tree
   */
  public record Reduction<T>(T total, int tasks, long mergeNanos) {}

  /** Gives the memory back. */
  @Override
  public void close() {
    ClusterMemory.release(shards);
  }
}
