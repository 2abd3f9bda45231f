package io.kindling.partitioning.source.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.kindling.predictor.table.Blanks;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The first lines of a text, value by value.
 *
 * @param lines that are not blank
 * @param broken whether what follows them is not valid CSV
 */
record CsvText(List<Line> lines, boolean broken) {
  /**
   * A line.
   *
   * @param number from 1
   * @param values stripped where they are not in quotes
   */
  record Line(long number, List<String> values) {
    /** Whether nothing stands in it. */
    boolean isBlank() {
      return values.stream().allMatch(String::isEmpty);
    }
  }

  /** The lines of a text, at most so many. */
  static CsvText of(CsvSyntax syntax, String text, int most) {
    try (Reader reader = new StringReader(text)) {
      return of(syntax, reader, most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first lines of a text, at most so many.
   *
   * @throws IOException when it cannot be read
   */
  static CsvText of(CsvSyntax syntax, Reader text, int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    Values values = new Values();
    CsvReader<Line> parser = syntax.parser(text, values);
    try {
      Iterator<Line> all = parser.iterator();
      while (lines.size() < most && all.hasNext()) {
        Line line = all.next();
        if (values.open || (values.quotedBreak && !syntax.multiline())) {
          return new CsvText(List.copyOf(lines), true);
        }
        if (!values.ended && !line.isBlank()) {
          lines.add(line);
        }
      }
      return new CsvText(List.copyOf(lines), false);
    } catch (CsvParseException e) {
      return new CsvText(List.copyOf(lines), true); // it will be told where the rows are read
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static final class Values extends AbstractBaseCsvCallbackHandler<Line> {
    private final List<String> values = new ArrayList<>();
    private boolean ended;
    private boolean open;
    private boolean quotedBreak;

    @Override
    protected void handleBegin(long line) {
      values.clear();
      quotedBreak = false;
    }

    @Override
    protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
      if (EndMark.endsWithMark(text, offset, length)) {
        ended = true;
        open = quoted;
        return;
      }
      String value = new String(text, offset, length);
      quotedBreak |= quoted && (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0);
      values.add(quoted ? value : Blanks.strip(value));
    }

    @Override
    protected Line buildRecord() {
      return new Line(getStartingLineNumber(), List.copyOf(values));
    }
  }
}
