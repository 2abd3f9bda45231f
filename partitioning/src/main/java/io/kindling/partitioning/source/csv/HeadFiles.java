package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the first lines of several files tell together. Some may have a header where others have
 * none, as the parts of a file have that was divided: then it is that of all.
 */
final class HeadFiles {
  private final CsvDialect dialect;
  private final CellRules rules;
  private final HeadColumns first;
  private final List<CsvText.Line> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private CsvHead head;

  /**
   * Files of which the first is known.
   *
   * @param first what its columns are
   */
  HeadFiles(CsvDialect dialect, CellRules rules, CsvHead head, HeadColumns first) {
    this.dialect = dialect;
    this.rules = rules;
    this.head = head;
    this.first = first;
    rows.addAll(head.rows());
  }

  /** Looks at another file. One that is not like the others, or cannot be read, is told later. */
  void add(String place, Supplier<String> text) {
    if (rows.size() >= CsvHead.LINES) {
      return;
    }
    String start;
    try {
      start = text.get();
    } catch (InvalidInputException e) {
      return; // in its turn, when the rows before it have been read
    }
    List<CsvText.Line> lines = CsvText.of(head.syntax(), start, CsvHead.LINES).lines();
    if (lines.isEmpty()) {
      return;
    }
    List<String> line = lines.get(0).values();
    if (!head.header()) {
      if (isHeader(line)) {
        head = CsvHead.of(dialect.withHeader(true), place, start, rules);
        notes.add("the header of %s, which the files before it lack".formatted(place));
      }
      rows.addAll(isHeader(line) ? head.rows() : lines);
    } else if (at(lines) >= 0) {
      rows.addAll(head.rows(lines.subList(at(lines), lines.size())));
    } else if (format(first).isRow(line)) {
      rows.addAll(lines);
      notes.add("no header in %s: columns as in the first file".formatted(place));
    }
  }

  /** The place of the header, above which may be lines of a title; −1 where it is not. */
  private int at(List<CsvText.Line> lines) {
    List<List<String>> first =
        lines.stream().limit(head.title() + 1L).map(CsvText.Line::values).toList();
    return first.indexOf(head.columns().header());
  }

  /** Whether a line has no numbers where files without a header have. */
  private boolean isHeader(List<String> line) {
    boolean may = dialect.header().isEmpty() && dialect.names().isEmpty();
    boolean any = false;
    for (int i = 0; i < line.size() && may && i < first.columns().size(); i++) {
      if (first.columns().get(i).type() == CellType.NUMBER) {
        String value = Blanks.strip(line.get(i));
        may =
            Double.isNaN(first.signs().get(i).parse(value))
                && !rules.isMissing(value, CellType.NUMBER);
        any = true;
      }
    }
    return may && any && line.size() == first.columns().size();
  }

  /** The format of all files with these columns. */
  CsvFormat format(HeadColumns columns) {
    return new CsvFormat(
        head.syntax(),
        new ColumnSigns(columns.columns(), columns.signs(), rules),
        head.columns(),
        head.units(),
        head.header(),
        head.title(),
        dialect.skip().isPresent());
  }

  CsvHead head() {
    return head;
  }

  /** The first rows. */
  List<CsvText.Line> rows() {
    return rows;
  }

  /** What was seen of some files. */
  List<String> notes() {
    return notes;
  }
}
