package io.kindling.benchmarks.kernel;

import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import java.util.Arrays;
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

/** Turning 64 rows of 784 values into inputs, as they are kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GatherBenchmark {
  private static final int FEATURES = 784;
  private static final int ROWS = 64;
  private static final int KEPT = 4096;

  /** How they are kept. */
  @Param({"UINT8", "FLOAT32"})
  private Storage storage;

  private ShardBlock block;
  private RowTransform transform;
  private float[] inputs;

  /** Packs rows. */
  @Setup
  public void pack() {
    block = ShardBlock.allocate(RowLayout.of(storage, FEATURES), KEPT);
    int[] columns = IntStream.range(0, FEATURES).toArray();
    double[] row = new double[FEATURES];
    for (int i = 0; i < KEPT; i++) {
      Arrays.fill(row, i & 0xff);
      block.setSparseFeatures(i, columns, row, 0, FEATURES);
    }
    float[] factor = new float[FEATURES];
    Arrays.fill(factor, 1f / 255);
    Scaling scaling = new Scaling(ScaleMode.UNIT, new float[FEATURES], factor);
    transform = Preprocessing.of(scaling).transform();
    inputs = new float[ROWS * FEATURES];
  }

  /** Rows far apart, scaled. */
  @Benchmark
  public float[] gather() {
    for (int i = 0; i < ROWS; i++) {
      transform.gather(block, (i * 997) % KEPT, inputs, i * FEATURES);
    }
    return inputs;
  }

  /** The same in two passes. */
  @Benchmark
  public float[] readThenScale() {
    for (int i = 0; i < ROWS; i++) {
      int place = i * FEATURES;
      block.readFeatures((i * 997) % KEPT, inputs, place);
      transform.apply(inputs, place);
    }
    return inputs;
  }
}
