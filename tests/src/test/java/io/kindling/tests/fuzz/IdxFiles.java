package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.predictor.table.CellRules;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Pairs of IDX files: features, and a label for each row. */
record IdxFiles(JavaSparkContext context) implements Format {
  private static final String FEATURES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";
  private static final int MOST_BYTES = 1 << 16;

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public List<Input> seeds() {
    return List.of(
        seed("", new int[] {3, 4, 5}),
        seed(".gz", new int[] {3, 4, 5}),
        seed("", new int[] {2, 7}),
        seed("", new int[] {2, 3, 3, 3}));
  }

  private static Input seed(String ending, int[] dimensions) {
    return Input.of(FEATURES + ending, packed(ending, file(dimensions)))
        .with(LABELS + ending, packed(ending, file(new int[] {dimensions[0]})));
  }

  private static byte[] packed(String ending, byte[] bytes) {
    return ending.isEmpty() ? bytes : Packing.gzip(bytes);
  }

  /** A file of so many values as its dimensions say, or of none where these are too many. */
  private static byte[] file(int[] dimensions) {
    long size = 1;
    for (int dimension : dimensions) {
      size = dimension < 0 || size > MOST_BYTES ? Long.MAX_VALUE : size * dimension;
    }
    int values = size > MOST_BYTES ? 16 : (int) size;
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values);
    file.putInt(0x800 + dimensions.length);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    while (file.hasRemaining()) {
      file.put((byte) (file.position() * 37));
    }
    return file.array();
  }

  /** Other dimensions, with as many values as these say; or other values. */
  @Override
  public Input deep(Input seed, Mutator mutator) {
    String ending = seed.names().get(0).endsWith(".gz") ? ".gz" : "";
    if (mutator.chance(4)) {
      String name = mutator.oneOf(seed.names());
      byte[] plain = ending.isEmpty() ? seed.file(name) : Packing.gunzip(seed.file(name));
      return seed.with(name, packed(ending, mutator.inside(plain, 4, plain.length)));
    }
    int[] dimensions = new int[1 + mutator.below(5)];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = mutator.chance(3) ? mutator.extreme() : mutator.below(9);
    }
    int labels = mutator.chance(4) ? mutator.extreme() : dimensions[0];
    return Input.of(FEATURES + ending, packed(ending, file(dimensions)))
        .with(LABELS + ending, packed(ending, file(new int[] {labels})));
  }

  @Override
  public Optional<String> read(Path folder) {
    String ending = folder.resolve(FEATURES).toFile().exists() ? "" : ".gz";
    return RowReading.all(
        context,
        new IdxSource(
            folder.resolve(FEATURES + ending).toString(),
            folder.resolve(LABELS + ending).toString()),
        CellRules.NONE);
  }
}
