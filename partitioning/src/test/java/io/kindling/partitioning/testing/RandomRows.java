package io.kindling.partitioning.testing;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.table.CellType;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A table of random features; the target of a row is its global position. Bytes are uniform, floats
 * normal around {@code mean} with standard deviation 1; of sparse ones, three in four are 0.
 */
public final class RandomRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final int rows;
  private final int features;
  private final Storage storage;
  private final double mean;

  /** Prints its seed. */
  public RandomRows(long seed, int rows, int features, Storage storage, double mean) {
    System.out.println("seed " + seed);
    this.seed = seed;
    this.rows = rows;
    this.features = features;
    this.storage = storage;
    this.mean = mean;
  }

  /** The features of a row. */
  public float[] row(int index) {
    float[] values = new float[features];
    for (int i = 0; i < features; i++) {
      long counter = (long) index * features + i;
      values[i] =
          storage == Storage.UINT8
              ? CounterRandom.bits(seed, counter) & 0xff
              : (float) (mean + CounterRandom.gaussian(seed, counter));
      if (storage == Storage.SPARSE && (CounterRandom.bits(seed, ~counter) & 3) != 0) {
        values[i] = 0;
      }
    }
    return values;
  }

  private MemoryRow sourceRow(int index) {
    float[] values = row(index);
    if (storage != Storage.UINT8) {
      double[] numbers = new double[features];
      for (int i = 0; i < features; i++) {
        numbers[i] = values[i];
      }
      return MemoryRow.of(numbers, index);
    }
    byte[] bytes = new byte[features];
    for (int i = 0; i < features; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return MemoryRow.ofBytes(bytes, index);
  }

  /** The table in {@code partitions} partitions. */
  public ReadTable table(JavaSparkContext context, int partitions) {
    List<Integer> indices = IntStream.range(0, rows).boxed().toList();
    return new MemorySource(
            "random rows",
            Shape.vector(features),
            switch (storage) {
              case UINT8 -> CellType.BYTES;
              case FLOAT32 -> CellType.VECTOR;
              case SPARSE -> CellType.SPARSE;
            },
            context.parallelize(indices, partitions).map(index -> sourceRow(index)),
            "label")
        .read(context);
  }

  /** The table packed into {@code shards} shards. */
  public ShardedData pack(JavaSparkContext context, int partitions, int shards, int tasks) {
    try (ReadTable table = table(context, partitions)) {
      return ShardedData.pack(
          "random rows",
          table,
          RowCount.of(table, null, false, false),
          ShardAssignment.all(rows, seed, shards),
          tasks);
    }
  }
}
