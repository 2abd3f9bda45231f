package io.kindling.partitioning.shard;

import java.io.Serializable;

/** A shard: its number and its rows. Cached and travels, under Kryo too, hence no record. */
public final class Shard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final ShardBlock block;

  Shard(int index, ShardBlock block) {
    this.index = index;
    this.block = block;
  }

  /** The shard's number, from 0. */
  public int index() {
    return index;
  }

  /** Its rows. */
  public ShardBlock block() {
    return block;
  }
}
