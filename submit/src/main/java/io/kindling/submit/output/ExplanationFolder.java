package io.kindling.submit.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.explanation.ColumnImportance;
import io.kindling.driver.explanation.Importances;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.explanation.ColumnAttribution;
import io.kindling.predictor.explanation.RowAttribution;
import io.kindling.submit.report.page.ReportPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an explanation: {@code explain.html}, and {@code importance.csv} and {@code
 * attributions.csv} where there is something to stand in them. Files that are there are replaced.
 */
public final class ExplanationFolder {
  /** The file of the page. */
  public static final String PAGE = "explain.html";

  private static final String IMPORTANCE = "importance.csv";
  private static final String ATTRIBUTIONS = "attributions.csv";

  private final String path;
  private final Configuration hadoop;

  private ExplanationFolder(String path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  /**
   * The folder that a user named; made when it is written.
   *
   * @throws InvalidInputException when nothing can be written there; nothing is left behind
   */
  public static ExplanationFolder at(String path, Configuration hadoop) throws IOException {
    OutputFolder.requireWritable(path, hadoop);
    return new ExplanationFolder(path, hadoop);
  }

  /**
   * Writes the files.
   *
   * @param importances if they were measured
   * @param rows that were explained, by their names
   * @param record of all of it
   * @throws WriteException when they cannot be written
   */
  public void write(
      @Nullable Importances importances, Map<String, RowAttribution> rows, ObjectNode record) {
    String page = new ReportPage().of(record.put("updated", Instant.now().toString()));
    try (FileSystem system = OutputFiles.open(file(PAGE), hadoop)) {
      replace(system, IMPORTANCE, importances == null ? List.of() : lines(importances));
      replace(system, ATTRIBUTIONS, rows.isEmpty() ? List.of() : lines(rows));
      replace(system, PAGE, List.of(page.stripTrailing()));
    } catch (IOException e) {
      throw new WriteException(file(PAGE), e);
    }
  }

  /** A file of an earlier explanation would not belong to the page: without lines it goes. */
  private void replace(FileSystem system, String name, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      system.delete(file(name), false);
      return;
    }
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    OutputFiles.replace(system, file(name), out -> out.write(bytes));
  }

  private Path file(String name) {
    return new Path(UserPath.of(path), name);
  }

  /** Where its page is, for people. */
  @Override
  public String toString() {
    return path + "/" + PAGE;
  }

  private static List<String> lines(Importances importances) {
    List<String> lines = new ArrayList<>();
    List<Object> header =
        new ArrayList<>(
            List.of("column", "metric", "baseline", "importance", "standard_deviation"));
    IntStream.rangeClosed(1, importances.repeats()).forEach(i -> header.add("repeat_" + i));
    lines.add(CSVFormat.RFC4180.format(header.toArray()));
    for (ColumnImportance column : importances.ranked()) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  column.column(),
                  importances.metric(),
                  importances.baseline(),
                  column.mean(),
                  column.standardDeviation()));
      cells.addAll(column.repeats());
      lines.add(CSVFormat.RFC4180.format(cells.toArray()));
    }
    return lines;
  }

  private static List<String> lines(Map<String, RowAttribution> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(CSVFormat.RFC4180.format("row", "output", "score", "column", "value", "attribution"));
    rows.forEach(
        (name, row) -> {
          for (ColumnAttribution column : row.ranked()) {
            lines.add(
                CSVFormat.RFC4180.format(
                    name,
                    row.output(),
                    row.score(),
                    column.column(),
                    column.value(),
                    column.attribution()));
          }
        });
    return lines;
  }
}
