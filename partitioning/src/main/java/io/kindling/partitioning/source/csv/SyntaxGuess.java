package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees what stands between columns, and whether quotes are escaped by backslashes, in the first
 * lines of a file.
 */
final class SyntaxGuess {
  private static final char[] DELIMITERS = {',', '\t', ';', '|'};
  private static final int LINES = 100;
  private static final double MOST_LINES = 0.9;
  private static final char BACKSLASH = '\\';

  private SyntaxGuess() {}

  /** The syntax of a text, as far as {@code dialect} does not say it. */
  static CsvSyntax of(CsvDialect dialect, String head) {
    CsvSyntax plain =
        new CsvSyntax(
            dialect.delimiter().orElse(','),
            dialect.quote().orElse('"'),
            dialect.escape().orElse(null),
            dialect.comment().orElse(null),
            dialect.multiline());
    if (dialect.delimiter().isPresent()) {
      return escaped(plain, head);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (char delimiter : DELIMITERS) {
      if (dialect.decimal().filter(sign -> sign == delimiter).isEmpty()
          && dialect.comment().filter(sign -> sign == delimiter).isEmpty()
          && plain.quote() != delimiter
          && head.indexOf(delimiter) >= 0) {
        CsvSyntax syntax = escaped(plain.withDelimiter(delimiter), head);
        candidates.add(new Candidate(syntax, CsvText.of(syntax, head, LINES)));
      }
    }
    if (candidates.isEmpty()) {
      return escaped(plain, head); // one column
    }
    List<Candidate> regular = candidates.stream().filter(Candidate::isRegular).toList();
    // Where several would do, as commas in texts between tabs: the one that makes most numbers.
    // Max takes the last of equals, and commas are to win.
    Comparator<Candidate> order =
        Comparator.comparingDouble(Candidate::numbers)
            .thenComparing(candidate -> candidate.syntax().delimiter() == ',');
    return regular.stream()
        .max(order)
        .orElseGet(
            () ->
                candidates.stream()
                    .filter(Candidate::dividesFirstLine)
                    .findFirst()
                    .orElse(candidates.get(0)))
        .syntax();
  }

  /** The syntax with backslashes before quotes if the text can be read with them only. */
  private static CsvSyntax escaped(CsvSyntax syntax, String head) {
    if (syntax.escape() != null || head.indexOf("\\" + syntax.quote()) < 0) {
      return syntax;
    }
    CsvSyntax escaped = syntax.withEscape(BACKSLASH);
    boolean doubled = !CsvText.of(syntax, head, Integer.MAX_VALUE).broken();
    return doubled || CsvText.of(escaped, head, Integer.MAX_VALUE).broken() ? syntax : escaped;
  }

  private record Candidate(CsvSyntax syntax, CsvText text) {
    boolean dividesFirstLine() {
      return !text.lines().isEmpty() && text.lines().get(0).values().size() > 1;
    }

    /** Whether it divides nearly all lines, and the first, into the same number of columns. */
    boolean isRegular() {
      if (!dividesFirstLine()) {
        return false;
      }
      Map<Integer, Integer> counts = new HashMap<>();
      text.lines().forEach(line -> counts.merge(line.values().size(), 1, Integer::sum));
      int like = counts.getOrDefault(text.lines().get(0).values().size(), 0);
      return like >= MOST_LINES * text.lines().size();
    }

    /** The share of numbers among the values below the first line. */
    double numbers() {
      NumberSigns comma = new NumberSigns(',', null);
      boolean commas = syntax.delimiter() == ';' || syntax.delimiter() == '\t';
      long all = 0;
      long numbers = 0;
      for (CsvText.Line line : text.lines().subList(1, text.lines().size())) {
        for (String value : line.values()) {
          boolean number =
              !Double.isNaN(NumberText.parse(value))
                  || (commas && !Double.isNaN(comma.parse(value)));
          numbers += number ? 1 : 0;
          all += value.isEmpty() ? 0 : 1;
        }
      }
      return all == 0 ? 0 : (double) numbers / all;
    }
  }
}
