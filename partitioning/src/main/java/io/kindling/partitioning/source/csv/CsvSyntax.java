package io.kindling.partitioning.source.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Reader;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of files are written, all of it known.
 *
 * @param delimiter between columns; a blank stands for any number of blanks and tabs
 * @param quote around values
 * @param escape before quotes; null for none
 * @param comment at the start of lines that are none; null for none
 * @param multiline whether there may be line breaks within quotes
 */
record CsvSyntax(
    char delimiter,
    char quote,
    @Nullable Character escape,
    @Nullable Character comment,
    boolean multiline)
    implements Serializable {
  /** Delimits columns by any number of blanks and tabs. */
  static final char BLANKS = ' ';

  CsvSyntax withDelimiter(char other) {
    return new CsvSyntax(other, quote, escape, comment, multiline);
  }

  CsvSyntax withQuote(char other) {
    return new CsvSyntax(delimiter, other, escape, comment, multiline);
  }

  CsvSyntax withEscape(char other) {
    return new CsvSyntax(delimiter, quote, other, comment, multiline);
  }

  /** Parses a text, whose last line is {@link EndMark#MARK}. */
  @SuppressWarnings("MustBeClosedChecker")
  <T> CsvReader<T> parser(Reader text, CsvCallbackHandler<T> handler) {
    var builder =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quote)
            .commentStrategy(comment != null ? CommentStrategy.SKIP : CommentStrategy.NONE)
            .allowExtraFields(true)
            .allowMissingFields(true);
    if (comment != null) {
      builder.commentCharacter(comment);
    }
    Reader ended = new EndMark(text);
    Reader plain = escape != null ? new EscapedQuotes(ended, escape, quote) : ended;
    return builder.build(handler, delimiter == BLANKS ? new BlankRuns(plain, quote) : plain);
  }
}
