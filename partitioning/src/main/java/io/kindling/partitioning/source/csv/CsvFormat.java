package io.kindling.partitioning.source.csv;

import io.kindling.partitioning.source.lines.FilePart;
import io.kindling.partitioning.source.lines.LineFormat;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.partitioning.source.lines.TextFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How files of CSV become rows.
 *
 * @param syntax of lines
 * @param signs of numbers
 * @param columns of files
 * @param header whether each file starts with one
 */
record CsvFormat(CsvSyntax syntax, NumberSigns signs, CsvColumns columns, boolean header)
    implements LineFormat {
  @Override
  public RowReader rows(TextFile file, FilePart part) throws IOException {
    if (!header) {
      return new CsvRows(this, file.text(part), Optional.of(columns.targets()));
    }
    if (part.start() == 0) {
      return new CsvRows(this, file.text(part), Optional.empty());
    }
    List<CsvText.Line> first = CsvText.of(syntax, file.text(), 1).lines();
    Optional<int[]> targets =
        first.isEmpty() ? Optional.empty() : columns.targets(first.get(0).values());
    return targets.isPresent()
        ? new CsvRows(this, file.text(part), targets)
        : RowReader.NOTHING; // the part at the file's start tells of its header
  }
}
