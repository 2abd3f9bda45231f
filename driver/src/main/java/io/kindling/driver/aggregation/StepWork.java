package io.kindling.driver.aggregation;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.partitioning.shard.Shard;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * What has to be done in a step, or in a round of local steps, wherever shards lie. It travels, by
 * Java's serialisation, and should be small.
 *
 * @param <T> what it computes
 */
public interface StepWork<T extends Mergeable<T>> extends Serializable {
  /**
   * The sums over some shards, as far as these make up whole subtrees of the fixed tree. They lie
   * in buffers of the calling thread, which it uses again when it computes the next time.
   *
   * @param parameters that the step starts from; only read
   */
  Computed<T> compute(Parameters parameters, Iterator<Shard> shards);

  /**
   * What a thread has computed.
   *
   * @param sums the roots of the subtrees
   * @param leave leaves the buffers in which they lie to whoever still reads them: the thread,
   *     which calls it, takes others from now on
   */
  record Computed<T extends Mergeable<T>>(List<TreeNode<T>> sums, Runnable leave) {}
}
