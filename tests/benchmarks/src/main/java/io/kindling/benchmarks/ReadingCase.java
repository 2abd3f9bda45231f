package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** A table that is read by turns: by Spark's reader of its format, and by Kindling. */
final class ReadingCase {
  /** The head of the table. */
  static final String TABLE =
      """
      | case | rows | MB | Spark, s | Kindling, s | of Spark's | Kindling, rows/s |
      | --- | --- | --- | --- | --- | --- | --- |""";

  private final String name;
  private final String format;
  private final int rows;
  private final Path path;
  private final boolean images;
  private final List<Double> spark = new ArrayList<>();
  private final List<Double> kindling = new ArrayList<>();

  /**
   * @param format {@code csv} or {@code parquet}, or {@code idx}, which Spark cannot read
   * @param path what was written; for {@code idx} what the names of its two files begin with
   */
  ReadingCase(String name, String format, int rows, Path path, boolean images) {
    this.name = name;
    this.format = format;
    this.rows = rows;
    this.path = path;
    this.images = images;
  }

  int rows() {
    return rows;
  }

  /** Reads the table once in each way, which does not count. */
  void warmUp(JavaSparkContext context, SparkTables tables) throws Exception {
    measure(context, tables);
    spark.clear();
    kindling.clear();
  }

  /** Reads the table once in each way. */
  void measure(JavaSparkContext context, SparkTables tables) throws Exception {
    if (!format.equals("idx")) {
      spark.add(Medians.seconds(0, 1, () -> tables.read(format, path)));
    }
    if (KindlingTables.reads(format)) {
      kindling.add(Medians.seconds(0, 1, () -> KindlingTables.pack(context, format, path, images)));
    }
  }

  /** What was measured; medians, and nothing where somebody cannot read the format. */
  Map<String, Object> line() throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", name);
    line.put("rows", rows);
    line.put("mb", Math.round(bytes() / 1e5) / 1e1);
    median(spark).ifPresent(seconds -> line.put("spark_s", rounded(seconds)));
    median(kindling)
        .ifPresent(
            seconds -> {
              line.put("kindling_s", rounded(seconds));
              line.put("kindling_rows_per_second", Math.round(rows / seconds));
              median(spark).ifPresent(s -> line.put("kindling_of_spark", rounded(seconds / s)));
            });
    return line;
  }

  /** The same as a row of {@link #TABLE}. */
  String row() throws IOException {
    Map<String, Object> line = line();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s | %s | %s | %s | %s |",
        name,
        rows,
        line.get("mb"),
        shown(line.get("spark_s")),
        shown(line.get("kindling_s")),
        shown(line.get("kindling_of_spark")),
        shown(line.get("kindling_rows_per_second")));
  }

  private static String shown(@Nullable Object value) {
    return Optional.ofNullable(value).map(Object::toString).orElse("–");
  }

  private static OptionalDouble median(List<Double> seconds) {
    return seconds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Medians.of(seconds.stream().mapToDouble(value -> value).toArray()));
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(path.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += file.toString().startsWith(path.toString()) ? Files.size(file) : 0;
      }
    }
    return bytes;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
