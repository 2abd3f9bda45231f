package io.kindling.partitioning.source.csv;

import io.kindling.partitioning.source.lines.FilePart;
import io.kindling.partitioning.source.lines.LineFormat;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.partitioning.source.lines.TextFile;
import io.kindling.predictor.table.Blanks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How files of CSV become rows.
 *
 * @param syntax of lines
 * @param signs of the numbers in each column of the table
 * @param columns of files
 * @param units lines below the header that are no rows
 * @param header whether files start with one
 * @param title how many lines stand above that, or the rows; files with such are not divided
 * @param titled whether they stand in each file, and not only where they are seen
 */
record CsvFormat(
    CsvSyntax syntax,
    ColumnSigns signs,
    CsvColumns columns,
    List<List<String>> units,
    boolean header,
    int title,
    boolean titled)
    implements LineFormat {
  /** Copies what is to travel. */
  CsvFormat {
    units = List.copyOf(units);
  }

  @Override
  public boolean takesEncoding() {
    return true;
  }

  @Override
  public RowReader rows(TextFile file, FilePart part) throws IOException {
    if (!header && title == 0) {
      return new CsvRows(this, file.text(part), Optional.of(columns.targets()));
    }
    if (part.start() == 0) {
      return new CsvRows(this, file.text(part), Optional.empty());
    }
    List<CsvText.Line> first = CsvText.of(syntax, file.text(), 1).lines();
    Optional<int[]> targets = first.isEmpty() ? Optional.empty() : targets(first.get(0).values());
    return targets.isPresent()
        ? new CsvRows(this, file.text(part), targets)
        : RowReader.NOTHING; // the part at the file's start tells of its header
  }

  /** Lines that are no rows wherever they stand: the header, and those below it. */
  List<List<String>> names() {
    List<List<String>> all = new ArrayList<>(units);
    if (header) {
      all.add(columns.header());
    }
    return all;
  }

  /** What the columns of a file are that starts with this line; nothing when they are others. */
  Optional<int[]> targets(List<String> first) {
    Optional<int[]> named = header ? columns.targets(first) : Optional.empty();
    return named.isPresent() || !isRow(first) ? named : Optional.of(columns.targets());
  }

  /**
   * Whether a line is a row and no header: in all columns of numbers, of which there are some,
   * stands a number, if anything. Where files have no header, any line of as many columns is a row.
   */
  boolean isRow(List<String> line) {
    int[] targets = columns.targets();
    boolean any = !header;
    for (int i = 0; i < Math.min(targets.length, line.size()) && header; i++) {
      if (targets[i] >= 0 && signs.isOfNumbers(targets[i])) {
        String value = Blanks.strip(line.get(i));
        boolean number = !Double.isNaN(signs.of(targets[i]).parse(value));
        if (!number && !signs.isMissing(value)) {
          return false;
        }
        any |= number;
      }
    }
    return any && line.size() == targets.length;
  }
}
