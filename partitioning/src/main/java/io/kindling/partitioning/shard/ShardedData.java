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
import io.kindling.partitioning.job.SpreadShuffle;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.column.Origins;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * A table packed into shards and cached on the executors: in memory, and on disk what does not fit.
 * A lost shard is packed again from the source, to the same bits.
 */
public final class ShardedData implements AutoCloseable {
  private final ReadTable table;
  private final ShardAssignment assignment;
  private final RowRanks ranks;
  private final BlockIndex index;
  private final ChangedRows changed = new ChangedRows();
  private final List<JavaPairRDD<Integer, ?>> shuffled = new ArrayList<>();
  private CachedShards cached;
  private List<Shard> copies = List.of();

  private ShardedData(
      String name,
      ReadTable table,
      RowCount count,
      RowPositions positions,
      ShardAssignment assignment,
      int tasks) {
    this.table = table;
    this.assignment = assignment;
    this.ranks = new RowRanks(assignment, table.plan(), count.dropsUnlabelled(), positions);
    this.index = new BlockIndex(count.blocks());
    table.blocks().context().register(changed);
    RowLayout layout = table.layout();
    ShardRanges ranges = new ShardRanges(assignment.shards(), tasks);
    ToChunks toChunks = new ToChunks(assignment, ranks, layout, table.origins(), index, changed);
    JavaPairRDD<Integer, ShardChunk> chunks =
        SpreadShuffle.of(JavaPairRDD.fromJavaRDD(table.blocks().mapPartitions(toChunks)), ranges);
    this.cached =
        cache(
            name,
            chunks,
            asPlainRdd(chunks)
                .mapPartitionsWithIndex(new ToShards(assignment, ranges, layout, changed), true));
  }

  /**
   * Packs the rows that {@code assignment} keeps, now. The table may be closed afterwards: a lost
   * shard is packed from its source.
   *
   * @param name what Spark's web pages call it
   * @param count of the table's rows
   * @param tasks how many tasks work on it at a time, at most one for each shard
   * @throws InvalidInputException when there are fewer rows than shards, or too many for them, or
   *     the table gives other rows than when it was read
   */
  public static ShardedData pack(
      String name, ReadTable table, RowCount count, ShardAssignment assignment, int tasks) {
    check(assignment, table.layout());
    RowPositions positions = new PlainPositions(count.rowsInBlocks());
    return new ShardedData(name, table, count, positions, assignment, tasks);
  }

  /**
   * Packs the rows on one side of a split, now.
   *
   * @param count of the table's rows, by their classes
   * @param split of these rows
   * @param heldOut whether these are the rows held out, or the others
   * @param assignment of all the rows on that side
   */
  public static ShardedData pack(
      String name,
      ReadTable table,
      RowCount count,
      StratifiedSplit split,
      boolean heldOut,
      ShardAssignment assignment,
      int tasks) {
    check(assignment, table.layout());
    return new ShardedData(name, table, count, split.positions(heldOut), assignment, tasks);
  }

  private CachedShards cache(String name, JavaPairRDD<Integer, ?> from, JavaRDD<Shard> rdd) {
    CachedShards cached =
        CachedShards.compute(name, from, rdd, shardCount(), () -> changed.check(table.raw()));
    shuffled.add(from);
    return cached;
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
      ShardBlock.checkFits(assignment.rowsIn(0), layout.valuesKept());
      ShardBlock.checkFits(assignment.rowsIn(0), layout.targets());
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting("training.shards", String.valueOf(e.getMessage()));
    }
  }

  /** The shards, in order, one range in each partition. */
  public JavaRDD<Shard> shards() {
    return cached.rdd();
  }

  /** The number of shards. */
  public int shardCount() {
    return assignment.shards();
  }

  /**
   * A checksum of all rows as they are packed: the same for any files, splits and tasks that give
   * the same rows in the same order.
   */
  public long fingerprint() {
    return cached.rows().checksum();
  }

  /** How many values a sparse row keeps at most; 0 where rows are dense. */
  public int mostEntries() {
    return cached.rows().mostEntries();
  }

  /**
   * Where a row of a shard stands in its source, such as {@code train.csv:17}. Runs a Spark job
   * that reads the source once more.
   *
   * @param element its place in the shard
   */
  public String place(int shard, int element) {
    long rank = (long) element * shardCount() + shard;
    List<RowPlace> found = table.blocks().mapPartitions(new FindRow(ranks, index, rank)).collect();
    changed.check(table.raw());
    if (found.isEmpty()) {
      throw new IllegalStateException("No row %s in shard %s".formatted(element, shard));
    }
    return found.get(0).in(table.raw());
  }

  /** The number of rows. */
  public long rows() {
    return assignment.rows();
  }

  /** What the packed rows take, in bytes, besides the values of sparse ones. */
  public long bytes() {
    return rows() * table.layout().bytesPerRow();
  }

  /** The shape of a row as it is kept: a value for each column. */
  public Shape shape() {
    return table.shape();
  }

  /** How features are kept. */
  public Storage storage() {
    return table.storage();
  }

  /** What was taken off the numbers. */
  public Origins origins() {
    return table.origins();
  }

  /** Of each value in a row, whether any row of the table that this was packed from lacks it. */
  public boolean[] lacking() {
    return table.lacking();
  }

  /** How many tasks work on it at a time. */
  public int tasks() {
    return shards().getNumPartitions();
  }

  /**
   * The addresses of the executors that it was last divided over, as Spark lists them; what one of
   * them lost since is elsewhere.
   */
  public Set<String> holders() {
    return cached.holders();
  }

  /**
   * Divides the shards anew for {@code tasks} tasks, at most one for each shard, on any executor.
   */
  public void spread(int tasks) {
    JavaRDD<Shard> before = shards();
    JavaPairRDD<Integer, Shard> divided =
        SpreadShuffle.of(
            before.mapToPair(shard -> new Tuple2<>(shard.index(), shard)),
            new ShardRanges(shardCount(), tasks));
    cached = cache(before.name(), divided, asPlainRdd(divided).mapPartitions(new InOrder(), true));
    ClusterMemory.release(before);
  }

  /**
   * Runs one Spark job of one stage and finishes the fixed tree over what its tasks return.
   *
   * @param work what a task computes from its shards: their sums by {@link TreeSum}
   * @throws InvalidInputException when a lost shard was packed again, and the source gave other
   *     rows
   */
  public <T extends Mergeable<T>> T reduce(ShardWork<T> work) {
    return reduceTimed(work).total();
  }

  /** The same, and what it took. */
  public <T extends Mergeable<T>> Reduction<T> reduceTimed(ShardWork<T> work) {
    List<List<TreeNode<T>>> results = new PartitionJob<>(work).run(shards());
    changed.check(table.raw());
    long start = System.nanoTime();
    T total = TreeSum.total(shardCount(), results);
    return new Reduction<>(total, results.size(), System.nanoTime() - start);
  }

  /** Whether {@link #reduceHere} has copies of the shards, and needs no job. */
  public boolean isHere() {
    return !copies.isEmpty();
  }

  /**
   * What {@link #reduce} gives, to the bit, on the calling thread, from copies of the shards that a
   * Spark job fetches the first time: for work that takes less time than a job does besides.
   */
  public <T extends Mergeable<T>> T reduceHere(ShardWork<T> work) {
    if (!isHere()) {
      copyHere();
    }
    return TreeSum.total(shardCount(), List.of(work.compute(copies.iterator())));
  }

  private void copyHere() {
    List<Shard> copied = new ArrayList<>();
    new PartitionJob<>(new Copies()).run(shards()).forEach(copied::addAll);
    changed.check(table.raw());
    copies = copied;
  }

  /**
   * The same in two stages, the second of which finishes the tree on the executors, in a slice for
   * each task.
   */
  public <T extends Sliceable<T>> Reduction<T> reduceInSlices(ShardWork<T> work) {
    List<T> sums = SlicedSum.run(shards(), work, shardCount(), tasks());
    changed.check(table.raw());
    long start = System.nanoTime();
    T total = sums.get(0).joined(sums);
    return new Reduction<>(total, tasks(), System.nanoTime() - start);
  }

  /**
   * Refuses what came of a job on {@link #shards} that somebody else ran, as the others do here.
   *
   * @throws InvalidInputException when a lost shard was packed again, and the source gave other
   *     rows
   */
  public void checkUnchanged() {
    changed.check(table.raw());
  }

  /**
   * What a job came to.
   *
   * @param total the whole sum
   * @param tasks how many tasks there were
   * @param mergeNanos what it took the driver to finish the tree
   */
  public record Reduction<T>(T total, int tasks, long mergeNanos) {}

  /**
   * Gives the memory back, and the shuffles once more: Spark keeps track of them again since the
   * first job on what was computed from them.
   */
  @Override
  public void close() {
    copies = List.of();
    ClusterMemory.release(shards());
    shuffled.forEach(from -> ClusterMemory.releaseShuffle(from.rdd()));
  }
}
