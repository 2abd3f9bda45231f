package io.kindling.partitioning.preprocess;

import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Four rows with a column of each kind. The mean of x is 3 over the three rows that have it, its
 * standard deviation 2; z is constant; the label is the row's place.
 */
final class MixedTable {
  /** How its columns are read. */
  static final FeatureColumns COLUMNS =
      new FeatureColumns(Map.of("colour", new OneHot(), "zip", new Hash(8)), MissingMode.MEAN);

  private static final String[] LINES = {
    "x,colour,zip,z,y", "1,red,a,7,0", "3,blue,b,7,1", ",green,c,7,2", "5,,d,7,3"
  };

  private MixedTable() {}

  static ReadTable open(JavaSparkContext context, Path folder, int splitBytes) {
    String path = CsvFiles.write(folder, "rows.csv", LINES);
    return CsvFiles.readInSplits(context, new CsvSource(path).labelled("y"), COLUMNS, splitBytes);
  }

  static ShardedData pack(ReadTable table, int shards) {
    RowCount scan = RowCount.of(table, null, false, false);
    return ShardedData.pack("rows", table, scan, ShardAssignment.all(scan.rows(), 1, shards), 2);
  }

  /** What the inputs should be, for these values of z and x: x, blue, green, red, zip, z. */
  static List<String> inputs(float z, float... x) {
    Hash hash = new Hash(8);
    return List.of(
        Arrays.toString(new float[] {x[0], 0, 0, 1, hash.bucket("a"), z}),
        Arrays.toString(new float[] {x[1], 1, 0, 0, hash.bucket("b"), z}),
        Arrays.toString(new float[] {x[2], 0, 1, 0, hash.bucket("c"), z}),
        Arrays.toString(new float[] {x[3], 0, 0, 0, hash.bucket("d"), z}));
  }

  /** What they are, computed by tasks from a transform that was broadcast. */
  static List<String> inputs(
      JavaSparkContext context, Path folder, ScaleMode mode, int splitBytes, int shards) {
    ReadTable table = open(context, folder, splitBytes);
    try (ShardedData data = pack(table, shards)) {
      var transform = context.broadcast(FeatureFit.of(mode, table.columns(), data).transform());
      return data
          .shards()
          .flatMap(shard -> inputs(transform.value(), shard.block()).iterator())
          .collect()
          .stream()
          .sorted()
          .map(row -> row.substring(row.indexOf('[')))
          .toList();
    }
  }

  /** Each row's inputs behind its target. */
  private static List<String> inputs(RowTransform transform, ShardBlock block) {
    return IntStream.range(0, block.rows())
        .mapToObj(
            row -> {
              float[] input = new float[transform.outputs()];
              float[] target = new float[1];
              block.readFeatures(row, input, transform.lead());
              block.readTargets(row, target, 0);
              transform.apply(input, 0);
              return target[0] + Arrays.toString(input);
            })
        .toList();
  }
}
