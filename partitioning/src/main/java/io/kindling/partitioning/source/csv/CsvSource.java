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
   * at least half of the values in these lines are, unless they are codes, or all are with signs
   * beside them; and else one of texts.
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
    String place = place(files.get(first));
    if (text.isBlank()) {
      throw InvalidInputException.at(place, "an empty file", EXPECTED);
    }
    CsvHead head = CsvHead.of(dialect, place, text, rules).under(found.keys());
    List<ListedFile> others = files.subList(first + 1, Math.min(files.size(), first + FILES));
    HeadFiles looked =
        new HeadFiles(dialect, rules, head, HeadColumns.of(dialect, head, head.rows(), rules));
    for (ListedFile other : others) {
      looked.add(place(other), () -> text(configuration, other));
    }
    List<String> notes = new ArrayList<>(looked.head().notes());
    HeadColumns columns = HeadColumns.of(dialect, looked.head(), looked.rows(), rules);
    notes.addAll(looked.notes());
    notes.addAll(columns.notes());
    notes.addAll(found.notes());
    LineTable.Reading reading =
        new LineTable.Reading(
            looked.format(columns),
            KeyColumns.behind(columns.columns(), files, rules),
            rules,
            dialect.encoding().orElse(null));
    boolean divided = !dialect.multiline() && looked.head().title() == 0;
    return new LineFiles(path, files, reading, divided, notes, place + ":1");
  }

  private static String place(ListedFile file) {
    return UserPath.shown(file.status().getPath());
  }

  private String text(Configuration configuration, ListedFile file) {
    return FileHead.of(configuration, file.status().getPath(), dialect.encoding(), true);
  }
}
