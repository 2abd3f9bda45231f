package io.kindling.partitioning.source.json;

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
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Lines of JSON, an object in each. Columns are the keys of the first 1,000 rows, in the order in
 * which they first occur: numbers if at least half of the values are, in quotes or not, unless they
 * are codes such as {@code "02134"}; texts, also {@code true} and {@code false}; arrays of numbers,
 * all of the same length. The keys of objects within are columns such as {@code size.x}. A key that
 * is absent or null is missing. The keys of folders such as {@code year=2025} within {@code path}
 * are columns behind the others. Rows are ordered by (path, line).
 *
 * @param path a file, a folder of files, or a glob
 */
public record JsonSource(String path) implements RowSource {
  private static final int FILES = 8; // at whose first lines is looked
  private static final String EXPECTED = "an object in each line";

  /**
   * Sees columns and their types in the first rows.
   *
   * @throws InvalidInputException when there is nothing to read, or the first line holds no object
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
    DataFiles found = DataFiles.withKeys(configuration, path, "json", EXPECTED);
    List<ListedFile> files = found.files();
    Codecs.check(configuration, found.statuses());
    JsonHead head = new JsonHead();
    String place = UserPath.shown(files.get(0).status().getPath());
    for (int i = 0; i < files.size() && (i < FILES || head.isEmpty()) && !head.isFull(); i++) {
      boolean first = head.isEmpty();
      String file = UserPath.shown(files.get(i).status().getPath());
      Optional<String> text = text(configuration, files.get(i), first);
      if (text.isPresent()) {
        WholeDocument.refuse(file, text.get(), rules);
        head.add(file, text.get());
      }
      place = first ? file : place;
    }
    if (head.isEmpty()) {
      throw InvalidInputException.at(place, "an empty file", EXPECTED);
    }
    List<String> under = head.keys().leaveOut(found.keys());
    List<RawColumn> columns = head.columns(place, rules);
    if (columns.isEmpty()) {
      throw InvalidInputException.at(place, "objects without keys", "a key for each column");
    }
    List<String> names = columns.stream().map(RawColumn::name).toList();
    LineTable.Reading reading =
        new LineTable.Reading(
            new JsonFormat(head.keys(), names, rules),
            KeyColumns.behind(columns, files, rules),
            rules,
            null);
    List<String> notes = new ArrayList<>(head.notes());
    under.stream().map(DataFiles::overColumn).forEach(notes::add);
    notes.addAll(found.notes());
    return new LineFiles(path, files, reading, true, notes, UserPath.shown(path));
  }

  /** The first lines of a file; nothing where it is not the first and cannot be read. */
  private static Optional<String> text(
      Configuration configuration, ListedFile file, boolean first) {
    try {
      return Optional.of(
          FileHead.of(configuration, file.status().getPath(), Optional.empty(), false));
    } catch (InvalidInputException e) {
      if (first) {
        throw e;
      }
      return Optional.empty(); // it is told in its turn, when the rows before it have been read
    }
  }
}
