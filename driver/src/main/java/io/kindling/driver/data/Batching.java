package io.kindling.driver.data;

import io.kindling.partitioning.shard.EpochSampler;

/**
 * How rows are divided into shards and batches.
 *
 * @param batchSize rows in an optimizer step, over all shards
 * @param shards into how many parts the rows are divided
 * @param seed of the divisions and of the order in which rows are drawn
 */
public record Batching(int batchSize, int shards, long seed) {
  EpochSampler sampler(long rows) {
    return new EpochSampler(seed, rows, shards, batchSize);
  }
}
