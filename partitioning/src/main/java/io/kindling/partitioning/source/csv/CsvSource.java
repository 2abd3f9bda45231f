package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import io.kindling.partitioning.source.file.Codecs;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * CSV (RFC 4180, one row a line) with a header line in every file: the columns {@code labels} are
 * the targets, {@code weight} is what a row counts for, every other column a feature. Rows are
 * ordered by (path, offset).
 *
 * @param path a file, a folder of files, or a glob
 * @param labels the names of the targets' columns, in the order of the targets
 * @param weight the name of the column of weights; nothing where every row counts for 1
 * @param labelled whether targets and weights must be there; without them, rows can be scored only
 */
public record CsvSource(String path, List<String> labels, Optional<String> weight, boolean labelled)
    implements RowSource {
  /**
   * Copies.
   *
   * @throws IllegalArgumentException when a column is named twice
   */
  public CsvSource {
    labels = List.copyOf(labels);
    Set<String> names = new HashSet<>();
    Stream.concat(labels.stream(), weight.stream())
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "A column must be label or weight once, got '%s' twice".formatted(name));
            });
  }

  /** Rows to train or evaluate on. */
  public CsvSource(String path, String... labels) {
    this(path, List.of(labels), Optional.empty(), true);
  }

  /** Rows to score: the targets may be missing and are not used. */
  public static CsvSource toScore(String path, String... labels) {
    return new CsvSource(path, List.of(labels), Optional.empty(), false);
  }

  /** These rows, which count for as much as the column {@code other} says. */
  public CsvSource weighted(String other) {
    return new CsvSource(path, labels, Optional.of(other), labelled);
  }

  @Override
  public SourceTable open(JavaSparkContext context, FeatureColumns declared) {
    Configuration configuration = context.hadoopConfiguration();
    List<FileStatus> files = InputFiles.list(configuration, path);
    Codecs.check(configuration, files);
    List<String> header = header(configuration, files.get(0).getPath());
    check(header, UserPath.shown(files.get(0).getPath()));
    CsvLayout layout = new CsvLayout(header, labels, weight.orElse(null), labelled, declared);
    TableColumns columns = layout.columns();

    var lines =
        (JavaNewHadoopRDD<LongWritable, Text>)
            context.newAPIHadoopRDD(
                ListedTextFiles.configure(configuration, files),
                ListedTextFiles.class,
                LongWritable.class,
                Text.class);
    return new SourceTable(
        UserPath.shown(path),
        Shape.vector(columns.features().size()),
        Storage.FLOAT32,
        lines.mapPartitionsWithInputSplit(new CsvReader(layout), true),
        (unit, offset) -> place(configuration, new Path(unit), offset),
        columns);
  }

  private static List<String> header(Configuration configuration, Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(InputFiles.open(configuration, file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      if (line == null) {
        throw InvalidInputException.at(
            UserPath.shown(file), "an empty file", "a header line of column names");
      }
      List<String> columns = CsvReader.split(line);
      if (columns.isEmpty()) {
        throw InvalidInputException.at(
            UserPath.shown(file) + ":1",
            line.isEmpty() ? "an empty line" : "a line that is not valid CSV",
            "a header line of column names");
      }
      return columns;
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(UserPath.shown(file), e);
    }
  }

  private void check(List<String> columns, String file) {
    String found = "columns " + Names.shortened(columns);
    List<String> others = new ArrayList<>(labels);
    weight.ifPresent(others::add);
    for (String name : labelled ? others : List.<String>of()) {
      if (!columns.contains(name)) {
        throw InvalidInputException.at(file + ":1", found, "'%s' among them".formatted(name));
      }
    }
    if (others.containsAll(columns)) {
      throw InvalidInputException.at(file + ":1", found, "at least one feature");
    }
    Set<String> names = new HashSet<>();
    for (String name : columns) {
      if (!names.add(name)) {
        String twice = "column '%s' twice".formatted(Names.shortened(name));
        throw InvalidInputException.at(file + ":1", twice, "each name once");
      }
    }
  }

  private static String place(Configuration configuration, Path file, long offset) {
    String name = UserPath.shown(file);
    return offset == CsvReader.WHOLE_FILE ? name : name + ":" + lineAt(configuration, file, offset);
  }

  private static long lineAt(Configuration configuration, Path file, long offset) {
    long line = 1;
    try (InputStream in = InputFiles.open(configuration, file)) {
      for (long i = 0; i < offset; i++) {
        line += in.read() == '\n' ? 1 : 0;
      }
      return line;
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(UserPath.shown(file), e);
    }
  }
}
