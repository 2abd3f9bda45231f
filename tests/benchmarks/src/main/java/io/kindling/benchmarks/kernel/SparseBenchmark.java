package io.kindling.benchmarks.kernel;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A shard's part of a step of inputs-64-1 with ReLU, on rows that are 1 in a few columns and 0
 * elsewhere: gathering, forward, loss, backward.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SparseBenchmark {
  private static final int KEPT = 1024;

  /** How many inputs there are, and how many of them are 1 in a row. */
  @Param({"123 of which 14", "10000 of which 20"})
  private String inputs;

  /** How the rows are kept and multiplied. */
  @Param({"FLOAT32", "SPARSE"})
  private Storage storage;

  /** Rows of the shard in the batch. */
  @Param({"64", "512"})
  private int rows;

  private Objective objective;
  private Workspace workspace;
  private RowTransform transform;
  private ShardBlock block;
  private float[] features;
  private float[] theta;
  private GradientSum sum;
  private int width;

  /** Packs the rows. */
  @Setup
  public void pack() {
    String[] numbers = inputs.split(" of which ", -1);
    width = Integer.parseInt(numbers[0]);
    int ones = Integer.parseInt(numbers[1]);
    block = ShardBlock.allocate(RowLayout.of(storage, width), KEPT);
    double[] values = new double[ones];
    Arrays.fill(values, 1);
    for (int row = 0; row < KEPT; row++) {
      long key = CounterRandom.key(1, row);
      int[] columns =
          IntStream.iterate(0, i -> i + 1)
              .map(i -> (int) (width * CounterRandom.uniform(key, i)))
              .distinct()
              .limit(ones)
              .sorted()
              .toArray();
      block.setSparseFeatures(row, columns, values, 0, ones);
    }
    boolean sparse = storage == Storage.SPARSE;
    transform =
        new Preprocessing(
                List.of(),
                MissingMode.ERROR,
                Origins.NONE,
                new float[0],
                Scaling.none(width),
                sparse)
            .transform();
    features = new float[width];
    ModelSpec model =
        new ModelSpec(
            Shape.vector(width),
            NetworkSpec.of(new Dense(64), new Relu(), new Dense(1)),
            new BinaryCrossEntropy());
    objective = new Objective(model);
    workspace =
        sparse
            ? Workspace.forSparseTraining(objective.network(), rows)
            : Workspace.forTraining(objective.network(), rows);
    for (int row = 0; row < rows; row++) {
      workspace.targets()[row] = row % 2;
      workspace.weights()[row] = 1;
    }
    theta = objective.network().parameters().initialParameters(1);
    sum = new GradientSum(objective.network().parameters());
  }

  /** Rows far apart, as a permutation draws them. */
  @Benchmark
  public GradientSum step() {
    if (workspace.isSparse()) {
      workspace.sparseInput().clear();
    }
    for (int i = 0; i < rows; i++) {
      int row = (i * 997) % KEPT;
      if (workspace.isSparse()) {
        transform.gather(block, row, workspace.sparseInput(), features);
      } else {
        transform.gather(block, row, workspace.input(), i * width);
      }
    }
    objective.gradient(rows, 1, theta, workspace, sum);
    return sum;
  }
}
