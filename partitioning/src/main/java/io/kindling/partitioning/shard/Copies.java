package io.kindling.partitioning.shard;

import io.kindling.partitioning.job.PartitionJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gives the shards of a task back as they are. */
final class Copies implements PartitionJob.Work<Shard, List<Shard>> {
  private static final long serialVersionUID = 1L;

  @Override
  public List<Shard> compute(Iterator<Shard> partition) {
    List<Shard> shards = new ArrayList<>();
    partition.forEachRemaining(shards::add);
    return shards;
  }
}
