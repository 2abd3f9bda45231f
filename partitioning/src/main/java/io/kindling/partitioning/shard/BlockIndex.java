package io.kindling.partitioning.shard;

import io.kindling.partitioning.table.BlockSummary;
import io.kindling.predictor.table.BlockKey;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of a table in their order, and what they held when it was read. Travels, under Kryo
 * too, hence no record.
 */
final class BlockIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockKey[] keys;
  private final long[] checksums;

  BlockIndex(List<BlockSummary> blocks) {
    this.keys = blocks.stream().map(BlockSummary::key).toArray(BlockKey[]::new);
    this.checksums = blocks.stream().mapToLong(BlockSummary::checksum).toArray();
  }

  /** The place of a block; negative if there was none of this key. */
  int find(BlockKey key) {
    return Arrays.binarySearch(keys, key);
  }

  /** The checksum of the rows of a block. */
  long checksum(int block) {
    return checksums[block];
  }

  int size() {
    return keys.length;
  }
}
