package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.layer.InputStack;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import java.util.List;

/**
 * Computes the gradients of a task's shards, a few shards at a time: their rows are gathered one
 * shard behind the other, so that the first weights multiply all of them at once, and the gradient
 * of every second shard is added to its sibling's in the tree. Both are left out where BLAS would
 * give other bits; so it does not matter which shards come together.
 */
final class ShardStack {
  private final List<ModelRuntime> models;
  private final List<ModelRuntime.Scratch> scratches;
  private final Parameters parameters;
  private final ShardPass pass;
  private final TreeSum<GradientSums> sum;
  private final int[] shards;
  private int count;
  private int rows; // of each
  private long nanos;

  /**
   * A stack.
   *
   * @param scratches one for each model
   * @param sum takes the gradients
   */
  ShardStack(
      List<ModelRuntime> models,
      List<ModelRuntime.Scratch> scratches,
      Parameters parameters,
      ShardPass pass,
      TreeSum<GradientSums> sum) {
    this.models = models;
    this.scratches = scratches;
    this.parameters = parameters;
    this.pass = pass;
    this.sum = sum;
    this.shards =
        new int[scratches.stream().mapToInt(of -> of.workspace().passes()).min().orElseThrow()];
  }

  /** Takes a shard; it is not needed any more afterwards. */
  void add(Shard shard) {
    int more = pass.rows(shard);
    if (count == shards.length || more != rows) {
      compute();
      rows = more;
    }
    long start = System.nanoTime();
    for (int i = 0; i < models.size(); i++) {
      pass.gather(models.get(i), shard, scratches.get(i), count * rows);
    }
    shards[count++] = shard.index();
    nanos += System.nanoTime() - start;
  }

  /** Computes the shards that wait. */
  void compute() {
    long start = System.nanoTime();
    for (int i = 0; i < models.size() && count > 1; i++) {
      multiply(scratches.get(i).workspace(), parameters.of(i));
    }
    for (int place = 0; place < count; place++) {
      for (ModelRuntime.Scratch scratch : scratches) {
        scratch.workspace().startPass(place, rows);
      }
      GradientSums sibling = sum.sibling(shards[place]);
      if (sibling != null && addsGradient(sibling)) {
        addGradient(shards[place], sibling);
        sibling.took(took(start));
        sum.addedToSibling(shards[place]);
      } else {
        sum.addLeaf(shards[place], new GradientSums(gradient(shards[place]), took(start)));
      }
      start = System.nanoTime();
    }
    count = 0;
  }

  /** What gathering and computing took since it was last told. */
  private long took(long start) {
    long took = nanos + System.nanoTime() - start;
    nanos = 0;
    return took;
  }

  private void multiply(Workspace workspace, float[] theta) {
    InputStack stack = workspace.stack();
    if (stack != null && rows > 0 && stack.isExact(rows, count)) {
      stack.multiply(count * rows, theta);
    }
  }

  private GradientSum[] gradient(int shard) {
    GradientSum[] leaf = new GradientSum[models.size()];
    for (int i = 0; i < leaf.length; i++) {
      leaf[i] = scratches.get(i).gradients().take();
      if (rows == 0) {
        leaf[i].clear();
      } else {
        pass.gradient(models.get(i), shard, rows, parameters.of(i), scratches.get(i), leaf[i]);
      }
    }
    return leaf;
  }

  /** Whether all models can add on the way, which saves merging. */
  private boolean addsGradient(GradientSums sibling) {
    for (int i = 0; i < models.size(); i++) {
      Workspace workspace = scratches.get(i).workspace();
      if (!models.get(i).objective().addsGradient(rows, workspace, sibling.of(i))) {
        return false;
      }
    }
    return true;
  }

  private void addGradient(int shard, GradientSums sibling) {
    for (int i = 0; i < models.size(); i++) {
      pass.addGradient(
          models.get(i), shard, rows, parameters.of(i), scratches.get(i), sibling.of(i));
    }
  }
}
