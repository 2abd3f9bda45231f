package io.kindling.driver.explanation;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.predictor.preprocess.RowTransform;

/** Sums of the network's inputs over rows. Travels, under Kryo too, hence no record. */
final class InputSums implements Mergeable<InputSums> {
  private static final long serialVersionUID = 1L;

  private final double[] sums;
  private long rows;

  InputSums(int inputs) {
    this.sums = new double[inputs];
  }

  private void add(float[] inputs) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += inputs[i];
    }
    rows++;
  }

  @Override
  public void merge(InputSums right) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += right.sums[i];
    }
    rows += right.rows;
  }

  float[] means() {
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / rows);
    }
    return means;
  }

  /** Adds up the inputs of a shard's rows. */
  static final class Work extends LeafWork<InputSums> {
    private static final long serialVersionUID = 1L;

    private final RowTransform transform;

    Work(RowTransform transform, int shards) {
      super(shards);
      this.transform = transform;
    }

    @Override
    protected InputSums leaf(Shard shard) {
      InputSums sum = new InputSums(transform.outputs());
      float[] inputs = new float[transform.outputs()];
      for (int row = 0; row < shard.block().rows(); row++) {
        transform.gather(shard.block(), row, inputs, 0);
        sum.add(inputs);
      }
      return sum;
    }
  }
}
