package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.job.TreeWork;

/**
 * What a task computes from its shards, the leaves of a fixed tree.
 *
 * @param <T> the sum
 */
@FunctionalInterface
public interface ShardWork<T extends Mergeable<T>> extends TreeWork<Shard, T> {}
