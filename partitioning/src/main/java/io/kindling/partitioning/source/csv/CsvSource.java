package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.file.Codecs;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.lines.FileHead;
import io.kindling.partitioning.source.lines.KeyColumns;
import io.kindling.partitioning.source.lines.LineFiles;
import io.kindling.partitioning.source.lines.LineTable;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * CSV: RFC 4180 and what is written in its place. Rows are ordered by (path, line). The keys of
 * folders such as {@code year=2025} within {@code path} are columns behind those of the files.
 *
 * @param path a file, a folder of files, or a glob
 * @param dialect in which they are written, as far as it is said
 */
public record CsvSource(String path, CsvDialect dialect) implements RowSource {
  private static final int FILES = 8; // at whose first lines is looked
  private static final String EXPECTED = "a header line of column names";

  /** Files whose dialect is seen in their first lines. */
  public CsvSource(String path) {
    this(path, CsvDialect.SEEN);
  }

  /**
   * Sees the dialect, names and types of columns in the first lines. A column is one of numbers if
   * at least half of the values in these lines are, and else one of texts.
   *
   * @throws InvalidInputException when there is nothing to read, or columns have no name, or the
   *     same
   */
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return files(context.hadoopConfiguration(), rules).table(context);
  }

  @Override
  public Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    return Optional.of(files(configuration, rules).local(configuration));
  }

  private LineFiles files(Configuration configuration, CellRules rules) {
    DataFiles found = DataFiles.withKeys(configuration, path, "csv", EXPECTED);
    List<ListedFile> files = found.files();
    Codecs.check(configuration, found.statuses());
    int first = 0;
    String text = text(configuration, files.get(first));
    while (text.isBlank() && first + 1 < files.size()) {
      text = text(configuration, files.get(++first));
    }
    String place = UserPath.shown(files.get(first).status().getPath());
    if (text.isBlank()) {
      throw InvalidInputException.at(place, "an empty file", EXPECTED);
    }
    CsvHead head = CsvHead.of(dialect, place, text, rules);
    List<CsvText.Line> rows = new ArrayList<>(head.rows());
    for (int i = first + 1; i < Math.min(files.size(), first + FILES); i++) {
      if (rows.size() < CsvHead.LINES) {
        rows.addAll(otherRows(configuration, files.get(i), head));
      }
    }
    CsvFormat format = new CsvFormat(head.syntax(), head.signs(), head.columns(), head.header());
    LineTable.Reading reading =
        new LineTable.Reading(
            format, columns(files, head, rows, rules), rules, dialect.encoding().orElse(null));
    List<String> notes = new ArrayList<>(head.notes());
    notes.addAll(found.notes());
    return new LineFiles(path, files, reading, !dialect.multiline(), notes, place + ":1");
  }

  private String text(Configuration configuration, ListedFile file) {
    return FileHead.of(configuration, file.status().getPath(), dialect.encoding());
  }

  /** The first rows of another file; none where it is not like the first, which is told later. */
  private List<CsvText.Line> otherRows(Configuration configuration, ListedFile file, CsvHead head) {
    String text;
    try {
      text = text(configuration, file);
    } catch (InvalidInputException e) {
      return List.of(); // in its turn, when the rows before it have been read
    }
    List<CsvText.Line> lines = CsvText.of(head.syntax(), text, CsvHead.LINES).lines();
    if (!head.header() || lines.isEmpty()) {
      return lines;
    }
    boolean same = lines.get(0).values().equals(head.columns().header());
    return same ? CsvHead.behindHeader(lines) : List.of();
  }

  private static List<RawColumn> columns(
      List<ListedFile> files, CsvHead head, List<CsvText.Line> rows, CellRules rules) {
    List<RawColumn> columns = new ArrayList<>();
    int[] targets = head.columns().targets();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] >= 0) {
        String name = head.columns().names().get(targets[i]);
        columns.add(column(name, HeadColumn.of(rows, i, rules), head.signs(), rules));
      }
    }
    return KeyColumns.behind(columns, files, rules);
  }

  private static RawColumn column(
      String name, HeadColumn values, NumberSigns signs, CellRules rules) {
    if (name.isEmpty() && rules.isLenient()) {
      return RawColumn.unfit(name, "no name in the header");
    }
    CellType guess = values.isMostlyOfNumbers(signs) ? CellType.NUMBER : CellType.TEXT;
    return RawColumn.of(name, rules.type(name).orElse(guess));
  }
}
