package io.kindling.partitioning.table;

import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * The blocks of a table, cached in memory and, where that is short, on disk, when a job first asks
 * for them.
 *
 * <p>Each tells Spark how much memory it takes. Spark would find out by following all references of
 * all blocks that a task has cached so far, again for every tenth more of them, which takes longer
 * than reading them where there are hundreds of columns.
 */
public final class CachedBlocks {
  private final JavaRDD<Sized> cached;
  private final JavaRDD<RawBlock> blocks;

  private CachedBlocks(JavaRDD<Sized> cached) {
    this.cached = cached;
    this.blocks = cached.map(sized -> sized.block);
  }

  /**
   * Blocks that will be cached.
   *
   * @param name that Spark's pages show
   */
  public static CachedBlocks of(JavaRDD<RawBlock> blocks, String name) {
    return new CachedBlocks(
        blocks.map(Sized::new).setName(name).persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** The blocks. */
  public JavaRDD<RawBlock> blocks() {
    return blocks;
  }

  /** Gives the memory back; used again, the blocks are read again. */
  public void release() {
    ClusterMemory.release(cached);
  }

  /** A block that knows its size. Travels, under Kryo too, hence no record. */
  static final class Sized implements KnownSizeEstimation, Serializable {
    private static final long serialVersionUID = 1L;

    private final RawBlock block;

    Sized(RawBlock block) {
      this.block = block;
    }

    @Override
    public long estimatedSize() {
      return block.memory();
    }
  }
}
