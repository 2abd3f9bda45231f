package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.driver.sync.LocalSteps;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model's SHA-256 depends on the data, the declaration and the seed, and on nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReproducibilityTest {
  private static final List<Integer> SHARDS = List.of(8, 5);
  private static final List<Integer> PARTITIONS = List.of(1, 2, 3, 8);
  private static final long SEED = 1;

  private Map<Integer, String> expected = Map.of();
  private String withLocalSteps = "";

  @BeforeAll
  void trainOnOneCore() {
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      expected = SHARDS.stream().collect(Collectors.toMap(s -> s, s -> train(context, 1, s, SEED)));
      withLocalSteps = trainWithLocalSteps(context, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]", "local[4]", "local-cluster[2,1,1024]"})
  void anyCoresExecutorsAndPartitionsGiveTheSameModel(String master) {
    try (JavaSparkContext context = Contexts.start(master)) {
      for (int partitions : List.of(1, 3)) {
        assertEquals(
            withLocalSteps,
            trainWithLocalSteps(context, partitions),
            "%s, local steps, %d partitions".formatted(master, partitions));
      }
      for (int shards : SHARDS) {
        for (int partitions : PARTITIONS) {
          assertEquals(
              expected.get(shards),
              train(context, partitions, shards, SEED),
              "%s, %d shards, %d partitions".formatted(master, shards, partitions));
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
      for (int shards : SHARDS) {
        assertEquals(
            Map.of(expected.get(shards), 3L),
            Stream.of(1, 3, 7)
                .map(files -> trainOnCsv(context, folder.resolve("in-" + files), shards))
                .collect(Collectors.groupingBy(sha -> sha, Collectors.counting())));
      }
      context.hadoopConfiguration().set("mapreduce.input.fileinputformat.split.maxsize", "20000");
      assertEquals(expected.get(8), trainOnCsv(context, folder.resolve("in-1"), 8));
    }
  }

  /** In one file or several, whose rows are in the order of their names. */
  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 70})
  void everyFormatGivesTheSameModel(int rowsInFile, @TempDir Path folder) throws IOException {
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
        rows.write().option("maxRecordsPerFile", rowsInFile).format(format).save(path);
        assertEquals(expected.get(8), train(context, new SeenSource(path), 8), format);
      }
    }
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      assertNotEquals(expected.get(8), train(context, 2, 8, SEED + 1));
    }
  }

  @Test
  void anotherNumberOfShardsGivesAnotherModel() {
    assertNotEquals(expected.get(8), expected.get(5));
  }

  private static String train(JavaSparkContext context, int partitions, int shards, long seed) {
    return Trainer.on(context)
        .data(Flowers.rdd(context, partitions))
        .build(Flowers.spec(shards, seed))
        .train()
        .sha256();
  }

  private static String trainWithLocalSteps(JavaSparkContext context, int partitions) {
    return Trainer.on(context)
        .data(Flowers.rdd(context, partitions))
        .build(Flowers.spec(8, SEED).with(new LocalSteps(5)))
        .train()
        .sha256();
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
