package io.kindling.partitioning.source.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV. The values go from the parser's own buffer to the builder, without a text for each.
 */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> implements RowReader {
  private static final String NO_CSV = "a line that is not valid CSV";
  private static final String OPEN = "a quote that is not closed on its line";
  private static final int NONE = -1;
  private static final String CLOSED =
      "one that is, or multiline: true where values hold line breaks";

  private final CsvFormat format;
  private final boolean[] plainNumbers;
  private final boolean multiline;
  private final Iterator<Boolean> lines;
  private final List<String> header = new ArrayList<>();
  private final HeaderAgain again;
  private int[] targets;
  private boolean headerIsNext;
  private int skipped; // lines of a title
  private @Nullable BlockBuilder builder;

  // Of the line that is parsed.
  private long line = 1;
  private boolean filled;
  private boolean open;
  private boolean ended;
  private @Nullable String unnamed;
  private int unnamedColumn;
  private int zero = NONE; // the first column with a character 0

  /**
   * Rows of a text.
   *
   * @param targets what columns are; nothing if the text starts with a header
   */
  CsvRows(CsvFormat format, Reader text, Optional<int[]> targets) {
    this.format = format;
    this.plainNumbers = format.signs().arePlain();
    this.multiline = format.syntax().multiline();
    this.targets = targets.orElse(new int[0]);
    this.headerIsNext = targets.isEmpty();
    this.again = new HeaderAgain(format.names());
    this.lines = format.syntax().parser(text, this).iterator();
  }

  @Override
  public boolean readRow(BlockBuilder row) throws IOException, UnreadableRowException {
    builder = row;
    while (nextLine()) {
      if (headerIsNext) {
        if (readHeader()) {
          checkCount();
          row.endRow(line - 1);
          return true;
        }
      } else if (filled && !again.isHeader(getFieldCount())) {
        checkCount();
        row.endRow(line - 1);
        return true;
      }
    }
    return false;
  }

  private boolean nextLine() throws IOException, UnreadableRowException {
    try {
      if (!lines.hasNext()) {
        return false;
      }
      lines.next();
    } catch (CsvParseException e) {
      throw unreadable(open ? OPEN : NO_CSV, open ? CLOSED : expectedColumns());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (open) {
      throw multiline
          ? unreadable("a quote that is not closed", "its end")
          : unreadable(OPEN, CLOSED);
    }
    return !ended;
  }

  /** Reads a line above the rows, or the first of these, and says whether it is that. */
  private boolean readHeader() throws UnreadableRowException {
    if (header.stream().allMatch(String::isEmpty)) {
      return false; // a line of nothing
    }
    boolean titled = skipped < format.title() && format.titled();
    Optional<int[]> named =
        format.header() && !titled ? format.columns().targets(header) : Optional.empty();
    boolean row = !titled && named.isEmpty() && format.isRow(header);
    if (named.isEmpty() && !row) {
      if (skipped < format.title()) {
        skipped++;
        return false;
      }
      if (format.header()) {
        throw unreadable(
            "'" + Names.shortened(String.join(delimiter(), header)) + "'",
            "the header " + Names.shortened(format.columns().names()));
      }
    }
    headerIsNext = false;
    targets = named.orElseGet(() -> format.columns().targets());
    if (named.isEmpty()) {
      give(header);
    }
    return named.isEmpty();
  }

  private String delimiter() {
    return String.valueOf(format.syntax().delimiter());
  }

  private void checkCount() throws UnreadableRowException {
    int count = getFieldCount();
    int fewest = targets.length;
    while (fewest > 0 && targets[fewest - 1] == CsvColumns.EMPTY) {
      fewest--;
    }
    if (count > targets.length || count < fewest) {
      throw unreadable(count + " columns", expectedColumns());
    }
    if (unnamed != null) {
      throw unreadable(
          "'%s' in %s, which has no name"
              .formatted(
                  Names.shortened(unnamed),
                  unnamedColumn == targets.length - 1
                      ? "the last column"
                      : "column " + Names.count(unnamedColumn + 1)),
          "nothing in it, or a name in the header");
    }
    if (zero != NONE) {
      throw unreadable(
          "a NUL byte in column '%s'"
              .formatted(Names.shortened(format.columns().names().get(zero))),
          CsvHead.NO_ZEROS);
    }
  }

  private String expectedColumns() {
    List<String> names = format.columns().names();
    return names.size() + " (" + Names.shortened(names) + ")";
  }

  private UnreadableRowException unreadable(String found, String expected) {
    return new UnreadableRowException(line - 1, found, expected);
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    filled = false;
    unnamed = null;
    zero = NONE;
    header.clear();
    again.begin();
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    if (quoted) {
      filled = true;
      open |= EndMark.endsWithMark(text, offset, length) || (!multiline && breaks(text, from, to));
    } else {
      from = Blanks.start(text, from, to);
      to = Blanks.end(text, from, to);
      if (column == 0 && to - from == 1 && text[from] == EndMark.MARK) {
        ended = true;
        return;
      }
    }
    if (headerIsNext) {
      header.add(new String(text, from, to - from));
      return;
    }
    if (again.takes(text, from, to)) {
      filled |= from < to;
      return;
    }
    if (again.hasHeld()) {
      give(again.release());
    }
    if (column < targets.length) {
      cell(column, text, from, to, quoted);
    } else {
      filled |= from < to;
    }
  }

  private void give(List<String> cells) {
    for (int column = 0; column < Math.min(targets.length, cells.size()); column++) {
      String cell = cells.get(column);
      cell(column, cell.toCharArray(), 0, cell.length(), true);
    }
  }

  private void cell(int column, char[] text, int from, int to, boolean quoted) {
    int target = targets[column];
    BlockBuilder row = builder;
    if (row == null) {
      throw new IllegalStateException("a value before its row");
    }
    if (target < 0) {
      filled |= from < to;
      if (target == CsvColumns.EMPTY && from < to) {
        unnamed = new String(text, from, to - from);
        unnamedColumn = column;
      }
    } else if (from == to) {
      row.missing(target);
    } else {
      filled = true;
      if (row.type(target) == CellType.NUMBER) {
        number(row, target, text, from, to, quoted);
      } else {
        row.text(target, text, from, to - from);
        checkZeros(row, target, text, from, to);
      }
    }
  }

  /** Looks at what is kept as a text; numbers have none. */
  private void checkZeros(BlockBuilder row, int target, char[] text, int from, int to) {
    for (int i = from; i < to && zero == NONE; i++) {
      if (text[i] == 0 && row.type(target) != CellType.SKIPPED) {
        zero = target;
      }
    }
  }

  private void number(
      BlockBuilder row, int target, char[] text, int first, int last, boolean quoted) {
    int from = quoted ? Blanks.start(text, first, last) : first;
    int to = quoted ? Blanks.end(text, from, last) : last;
    double number =
        plainNumbers[target]
            ? NumberText.parse(text, from, to - from)
            : format.signs().of(target).parse(text, from, to - from);
    row.number(target, number, text, from, to - from);
    if (!Double.isFinite(number)) {
      checkZeros(row, target, text, from, to);
    }
  }

  private static boolean breaks(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  @Override
  protected Boolean buildRecord() {
    return Boolean.TRUE;
  }
}
