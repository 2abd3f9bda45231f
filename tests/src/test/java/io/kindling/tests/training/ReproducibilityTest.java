package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.driver.training.Trainer;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SeenSource;
import io.kindling.partitioning.source.csv.CsvSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model's SHA-256 depends on the data, the declaration and the seed, and on nothing else. That
 * it does not on executors in other JVMs, {@link TwoExecutorsTest} shows.
 */
class ReproducibilityTest {
  private static final List<SameModel> IN_EIGHT_OR_FIVE_SHARDS =
      List.of(SameModel.FLOWERS, SameModel.FLOWERS_IN_FIVE_SHARDS);
  private static final long SEED = 1;

  @BeforeAll
  static void trainOnOneCore() {
    SameModel.FLOWERS.expected(); // there is one context in a JVM at a time
  }

  /** Fewer cores than partitions, and more of both. */
  static Stream<Arguments> coresAndPartitions() {
    return Stream.of(Arguments.of("local[1]", 3), Arguments.of("local[4]", 8));
  }

  @ParameterizedTest
  @MethodSource("coresAndPartitions")
  void otherCoresAndPartitionsGiveTheSameModel(String master, int partitions) {
    try (JavaSparkContext context = Contexts.start(master)) {
      for (SameModel model : SameModel.values()) {
        assertEquals(
            model.expected(),
            model.train(context, partitions),
            "%s, %s, %d partitions".formatted(master, model, partitions));
      }
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]", "local[4]"})
  void anyCoresAndPartitionsGiveTheSameModel(String master) {
    try (JavaSparkContext context = Contexts.start(master)) {
      for (SameModel model : SameModel.values()) {
        List<Integer> several =
            IN_EIGHT_OR_FIVE_SHARDS.contains(model) ? List.of(1, 2, 3, 8) : List.of(1, 3);
        for (int partitions : several) {
          assertEquals(
              model.expected(),
              model.train(context, partitions),
              "%s, %s, %d partitions".formatted(master, model, partitions));
        }
      }
    }
  }

  @Test
  void differentlySplitFilesGiveTheSameModel(@TempDir Path folder) throws IOException {
    for (int files : List.of(1, 3, 7)) {
      Flowers.writeCsv(folder.resolve("in-" + files), files);
    }
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      for (int shards : List.of(8, 5)) {
        assertEquals(
            Map.of(expected(shards), 3L),
            Stream.of(1, 3, 7)
                .map(files -> trainOnCsv(context, folder.resolve("in-" + files), shards))
                .collect(Collectors.groupingBy(sha -> sha, Collectors.counting())));
      }
      context.hadoopConfiguration().set("mapreduce.input.fileinputformat.split.maxsize", "20000");
      assertEquals(SameModel.FLOWERS.expected(), trainOnCsv(context, folder.resolve("in-1"), 8));
    }
  }

  /** In several files, whose rows are in the order of their names. */
  @Tag("matrix")
  @Test
  void everyFormatGivesTheSameModel(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("csv");
    Flowers.writeCsv(csv, 1);
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      SparkSession session = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      Dataset<Row> rows =
          session
              .read()
              .option("header", true)
              .option("inferSchema", true)
              .csv(csv.toString())
              .coalesce(1);
      for (String format : List.of("parquet", "orc", "json")) {
        String path = folder.resolve(format).toString();
        rows.write().option("maxRecordsPerFile", 70).format(format).save(path);
        assertEquals(SameModel.FLOWERS.expected(), train(context, new SeenSource(path), 8), format);
      }
    }
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      assertNotEquals(
          SameModel.FLOWERS.expected(),
          Trainer.on(context)
              .data(Flowers.rdd(context, 2))
              .build(Flowers.spec(8, SEED + 1))
              .train()
              .sha256());
    }
  }

  @Test
  void anotherNumberOfShardsGivesAnotherModel() {
    assertNotEquals(SameModel.FLOWERS.expected(), SameModel.FLOWERS_IN_FIVE_SHARDS.expected());
  }

  private static String expected(int shards) {
    return (shards == 8 ? SameModel.FLOWERS : SameModel.FLOWERS_IN_FIVE_SHARDS).expected();
  }

  private static String trainOnCsv(JavaSparkContext context, Path folder, int shards) {
    return train(context, new CsvSource(folder.toString()), shards);
  }

  private static String train(JavaSparkContext context, RowSource source, int shards) {
    return Trainer.on(context)
        .data(source.labelled("kind"))
        .build(Flowers.spec(shards, SEED))
        .train()
        .sha256();
  }
}
