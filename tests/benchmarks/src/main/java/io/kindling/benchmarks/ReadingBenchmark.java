package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures reading, from files to shards that a training can take its first step on. */
@Command(name = "reading", description = "Measure reading beside Spark's own readers.")
public final class ReadingBenchmark implements Callable<Integer> {
  private static final int MOST_TO_WARM_UP = 100_000;

  @Option(
      names = "--case",
      description = "csv, digits, parquet or images; all by default.",
      split = ",")
  private List<String> names = List.of("csv", "digits", "parquet", "images");

  @Option(
      names = "--rows",
      description = "How many, of all but the images; 50000,500000 by default.",
      split = ",")
  private List<Integer> sizes = List.of(50_000, 500_000);

  @Option(names = "--images", description = "How many images, 60000 by default.", split = ",")
  private List<Integer> images = List.of(60_000);

  @Option(names = "--repeats", description = "Of which the median counts, 3 by default.")
  private int repeats = 3;

  @Option(names = "--master", description = "Spark master, local[2] by default.")
  private String master = "local[2]";

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReadingBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("kindling-benchmark");
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf(master))) {
      SparkTables tables = new SparkTables(context);
      List<ReadingCase> cases = new ArrayList<>();
      for (int rows : sizes) {
        addTables(cases, tables, rows, folder);
      }
      for (int count : names.contains("images") ? images : List.<Integer>of()) {
        addImages(cases, tables, count, folder);
      }
      for (ReadingCase table : cases) {
        if (table.rows() <= MOST_TO_WARM_UP) {
          table.warmUp(context, tables);
        }
      }
      for (int i = 0; i < repeats; i++) {
        for (ReadingCase table : cases) {
          table.measure(context, tables);
        }
      }
      for (ReadingCase table : cases) {
        Benchmarks.print(table.line());
      }
      System.out.println("\n" + ReadingCase.TABLE);
      for (ReadingCase table : cases) {
        System.out.println(table.row());
      }
    } finally {
      Benchmarks.delete(folder);
    }
    return 0;
  }

  private void addTables(List<ReadingCase> cases, SparkTables tables, int rows, Path folder)
      throws IOException {
    Path csv = folder.resolve(rows + ".csv");
    if (names.contains("csv") || names.contains("parquet")) {
      TableFiles.write(csv, rows, TableFiles.Digits.SIX_DECIMALS);
    }
    if (names.contains("csv")) {
      cases.add(new ReadingCase("csv", "csv", rows, csv, false));
    }
    if (names.contains("digits")) {
      Path digits = folder.resolve(rows + "-digits.csv");
      TableFiles.write(digits, rows, TableFiles.Digits.EIGHTEEN_DECIMALS);
      cases.add(new ReadingCase("csv, 18 decimals", "csv", rows, digits, false));
    }
    if (names.contains("parquet")) {
      Path parquet = folder.resolve(rows + ".parquet");
      tables.toParquet(csv, parquet);
      cases.add(new ReadingCase("parquet", "parquet", rows, parquet, false));
    }
  }

  private static void addImages(List<ReadingCase> cases, SparkTables tables, int count, Path folder)
      throws IOException {
    DigitFiles.write(folder, count);
    cases.add(
        new ReadingCase("images, idx", "idx", count, folder.resolve(String.valueOf(count)), true));
    Path parquet = folder.resolve("images-" + count + ".parquet");
    tables.writeImages(parquet, count);
    cases.add(new ReadingCase("images, parquet", "parquet", count, parquet, true));
  }
}
