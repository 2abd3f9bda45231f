package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.table.CellRules;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Files of Parquet or ORC, which Spark's own readers read.
 *
 * @param front bytes in front that stay
 * @param back bytes at the end that stay: where the footer is, and what the file is
 */
record SqlTables(
    JavaSparkContext context,
    String name,
    List<Input> seeds,
    int front,
    int back,
    Function<String, RowSource> source)
    implements Format {
  private static final int FOOTER = 3000; // about as long: what columns there are, and where

  private static final List<String> VALUES =
      List.of(
          "id",
          "id / 7.0D AS x",
          "IF(id % 5 = 0, NULL, concat('word ', id % 3)) AS word",
          "array(id, 2 * id) AS pair",
          "date_add(date '2025-01-01', CAST(id AS INT)) AS day",
          "id % 2 = 0 AS even",
          "CAST(id AS DECIMAL(30, 3)) AS money",
          "timestamp_seconds(id * 1000003) AS at",
          "CAST(concat('word ', id % 3) AS BINARY) AS raw",
          "named_struct('type', CAST(IF(id % 2 = 0, 0, 1) AS TINYINT), 'size', 4, 'indices',"
              + " array(1, 3), 'values', IF(id % 2 = 0, array(1D, 2D), array(1D, 2D, 3D, 4D)))"
              + " AS vector");

  /** All widths of numbers, with gaps and without, and arrays of them. */
  private static final List<String> NUMBERS =
      List.of(
          "CAST(id AS TINYINT) AS tiny",
          "CAST(id AS SMALLINT) AS small",
          "IF(id % 4 = 0, NULL, CAST(id AS INT)) AS whole",
          "IF(id % 3 = 0, NULL, id) AS long",
          "IF(id % 7 = 0, NULL, CAST(id AS FLOAT) / 3) AS single",
          "IF(id % 6 = 0, NULL, id / 9D) AS double",
          "CAST(id AS DECIMAL(9, 2)) AS price",
          "array(CAST(id AS TINYINT), CAST(-id AS TINYINT)) AS bytes",
          "array(CAST(id AS FLOAT), 0F, 1F) AS floats",
          "array(CAST(id AS SMALLINT)) AS shorts",
          "array(id / 3D) AS doubles",
          "CAST(timestamp_seconds(id) AS TIMESTAMP_NTZ) AS local");

  /** Writes the seeds into a folder. */
  static SqlTables of(
      JavaSparkContext context,
      String name,
      int front,
      int back,
      Path folder,
      Function<String, RowSource> source)
      throws IOException {
    SparkSession session =
        org.apache.spark.sql.classic.SparkSession.builder()
            .sparkContext(context.sc())
            .getOrCreate();
    List<Input> seeds = new ArrayList<>();
    for (String codec : List.of("none", name.equals("orc") ? "zlib" : "gzip")) {
      for (List<String> columns : List.of(VALUES, NUMBERS)) {
        Path written = folder.resolve("%s-%s-%s".formatted(name, codec, columns.size()));
        session
            .range(40)
            .selectExpr(columns.toArray(String[]::new))
            .coalesce(1)
            .write()
            .option("compression", codec)
            .format(name)
            .save(written.toString());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(written, "part-*")) {
          seeds.add(Input.of("rows." + name, Files.readAllBytes(files.iterator().next())));
        }
      }
    }
    return new SqlTables(context, name, List.copyOf(seeds), front, back, source);
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String file = seed.names().get(0);
    byte[] bytes = seed.file(file);
    int end = bytes.length - back;
    int start = mutator.chance(2) ? front : Math.max(front, end - FOOTER);
    return Input.of(file, mutator.inside(bytes, start, end));
  }

  @Override
  public Optional<String> read(Path folder) {
    return RowReading.all(
        context, source.apply(folder.resolve("rows." + name).toString()), CellRules.NONE);
  }

  @Override
  public int share(int inputs) {
    return inputs / 10; // each takes ten times as long: Spark plans a query
  }
}
