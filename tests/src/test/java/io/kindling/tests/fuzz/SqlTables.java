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
      Path written = folder.resolve(name + "-" + codec);
      session
          .range(40)
          .selectExpr(
              "id",
              "id / 7.0D AS x",
              "IF(id % 5 = 0, NULL, concat('word ', id % 3)) AS word",
              "array(id, 2 * id) AS pair",
              "date_add(date '2025-01-01', CAST(id AS INT)) AS day",
              "id % 2 = 0 AS even")
          .coalesce(1)
          .write()
          .option("compression", codec)
          .format(name)
          .save(written.toString());
      try (DirectoryStream<Path> files = Files.newDirectoryStream(written, "part-*")) {
        seeds.add(Input.of("rows." + name, Files.readAllBytes(files.iterator().next())));
      }
    }
    return new SqlTables(context, name, List.copyOf(seeds), front, back, source);
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String file = seed.names().get(0);
    byte[] bytes = seed.file(file);
    return Input.of(file, mutator.inside(bytes, front, bytes.length - back));
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
