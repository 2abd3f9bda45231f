package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * CSV (RFC 4180, one row a line) with a header line in every file: the column {@code label} is the
 * target, every other column a feature. Rows are ordered by (path, offset).
 *
 * @param path a file, a folder of files, or a glob
 * @param label the name of the target's column
 * @param labelled whether the target must be there; without it, rows can be scored only
 */
public record CsvSource(String path, String label, boolean labelled) implements RowSource {
  /** Rows to train or evaluate on. */
  public CsvSource(String path, String label) {
    this(path, label, true);
  }

  /** Rows to score: the target may be missing and is not used. */
  public static CsvSource toScore(String path, String label) {
    return new CsvSource(path, label, false);
  }

  @Override
  public SourceTable open(JavaSparkContext context) {
    Configuration configuration = context.hadoopConfiguration();
    List<FileStatus> files = InputFiles.list(configuration, path);
    List<String> columns = header(configuration, files.get(0).getPath());
    int target = columns.indexOf(label);
    check(columns, target, name(files.get(0).getPath()));
    List<String> features = columns.stream().filter(column -> !column.equals(label)).toList();

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
        lines.mapPartitionsWithInputSplit(new CsvReader(columns, target), true),
        (unit, offset) ->
            name(new Path(unit)) + ":" + lineAt(configuration, new Path(unit), offset),
        features);
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

  private void check(List<String> columns, int target, String file) {
    String found = "columns " + String.join(", ", columns);
    if (target < 0 && labelled) {
      throw InvalidInputException.at(file + ":1", found, "'%s' among them".formatted(label));
    }
    if (columns.size() < (target < 0 ? 1 : 2)) {
      throw InvalidInputException.at(file + ":1", found, "at least one feature");
    }
    if (new HashSet<>(columns).size() < columns.size()) {
      throw InvalidInputException.at(file + ":1", found, "each name once");
    }
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
