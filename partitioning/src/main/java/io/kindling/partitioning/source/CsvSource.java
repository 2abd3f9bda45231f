package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * CSV (RFC 4180, one row a line) with a header line in every file: the columns {@code labels} are
 * the targets, one may hold the rows' weights, every other column is a feature. Rows are ordered by
 * (path, offset).
 *
 * @param path a file, a folder of files, or a glob
 * @param labels the names of the targets' columns, at least one
 * @param weight the name of the column that says how much a row counts, if there is one
 * @param labelled whether the targets must be there; without them, rows can be scored only
 */
public record CsvSource(String path, List<String> labels, Optional<String> weight, boolean labelled)
    implements RowSource {
  /** Copies and checks. */
  public CsvSource {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one label");
    }
  }

  /** Rows to train or evaluate on, with one target, which all count alike. */
  public CsvSource(String path, String label) {
    this(path, List.of(label), Optional.empty(), true);
  }

  /** Rows to score: the targets may be missing and are not used. */
  public static CsvSource toScore(String path, String label) {
    return new CsvSource(path, List.of(label), Optional.empty(), false);
  }

  @Override
  public SourceTable open(JavaSparkContext context) {
    Configuration configuration = context.hadoopConfiguration();
    List<FileStatus> files = InputFiles.list(configuration, path);
    List<String> columns = header(configuration, files.get(0).getPath());
    check(columns, name(files.get(0).getPath()));
    List<String> features =
        columns.stream().filter(column -> !labels.contains(column) && !isWeight(column)).toList();
    if (features.isEmpty()) {
      throw InvalidInputException.at(
          name(files.get(0).getPath()) + ":1", found(columns), "at least one feature");
    }

    var lines =
        (JavaNewHadoopRDD<LongWritable, Text>)
            context.newAPIHadoopRDD(
                ListedTextFiles.configure(configuration, files),
                ListedTextFiles.class,
                LongWritable.class,
                Text.class);
    return new SourceTable(
        path,
        Shape.vector(features.size()),
        Storage.FLOAT32,
        lines.mapPartitionsWithInputSplit(
            new CsvReader(columns, labels, weight.orElse(null)), true),
        (unit, offset) ->
            name(new Path(unit)) + ":" + lineAt(configuration, new Path(unit), offset),
        features,
        labels.size(),
        weight.isPresent());
  }

  private boolean isWeight(String column) {
    return weight.filter(column::equals).isPresent();
  }

  private static List<String> header(Configuration configuration, Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(InputFiles.open(configuration, file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      if (line == null) {
        throw InvalidInputException.at(
            name(file), "an empty file", "a header line of column names");
      }
      List<String> columns = CsvReader.split(line);
      if (columns.isEmpty()) {
        throw InvalidInputException.at(
            name(file) + ":1",
            line.isEmpty() ? "an empty line" : "a line that is not valid CSV",
            "a header line of column names");
      }
      return columns;
    } catch (IOException e) {
      throw InvalidInputException.at(name(file), e.toString(), "a file that can be read");
    }
  }

  private void check(List<String> columns, String file) {
    if (new HashSet<>(columns).size() < columns.size()) {
      throw InvalidInputException.at(file + ":1", found(columns), "each name once");
    }
    List<String> wanted = new ArrayList<>(labelled ? labels : List.of());
    weight.ifPresent(wanted::add);
    for (String column : wanted) {
      if (!columns.contains(column)) {
        throw InvalidInputException.at(
            file + ":1", found(columns), "'%s' among them".formatted(column));
      }
    }
  }

  private static String found(List<String> columns) {
    return "columns " + String.join(", ", columns);
  }

  /** A path as a user would write it: without the scheme that Hadoop adds to local files. */
  private static String name(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static long lineAt(Configuration configuration, Path file, long offset) {
    long line = 1;
    try (InputStream in = InputFiles.open(configuration, file)) {
      for (long i = 0; i < offset; i++) {
        line += in.read() == '\n' ? 1 : 0;
      }
      return line;
    } catch (IOException e) {
      throw InvalidInputException.at(name(file), e.toString(), "a file that can be read");
    }
  }
}
