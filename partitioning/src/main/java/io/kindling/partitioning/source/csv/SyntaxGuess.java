package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import io.kindling.predictor.table.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sees what stands between columns and around values, whether quotes are escaped by backslashes,
 * and which lines stand above the table, in the first lines of a file.
 *
 * @param syntax of lines
 * @param title how many lines, not counting blank ones, stand above the header or the rows
 */
record SyntaxGuess(CsvSyntax syntax, int title) {
  /** What Hive writes. */
  static final char HIVE = '\u0001';

  private static final char[] DELIMITERS = {',', '\t', ';', '|', '^', HIVE};
  private static final char[] LAST_DELIMITERS = {CsvSyntax.BLANKS, ':'}; // are in values, too
  private static final int LINES = 100;
  private static final int FEWEST_PADDED = 3;
  private static final Pattern RUN = Pattern.compile(" +");
  private static final char BACKSLASH = '\\';
  private static final char APOSTROPHE = '\'';

  /** The syntax of a text, as far as {@code dialect} does not say it. */
  static SyntaxGuess of(CsvDialect dialect, String head, CellRules rules) {
    CsvSyntax plain =
        new CsvSyntax(
            dialect.delimiter().orElse(','),
            dialect.quote().orElse('"'),
            dialect.escape().orElse(null),
            dialect.comment().orElse(null),
            dialect.multiline());
    if (dialect.delimiter().isPresent()) {
      return candidate(dialect, plain, head, rules).guess();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (char delimiter : DELIMITERS) {
      if (dialect.decimal().filter(sign -> sign == delimiter).isEmpty()
          && dialect.comment().filter(sign -> sign == delimiter).isEmpty()
          && plain.quote() != delimiter
          && head.indexOf(delimiter) >= 0) {
        candidates.add(candidate(dialect, plain.withDelimiter(delimiter), head, rules));
      }
    }
    List<Candidate> regular = candidates.stream().filter(Candidate::isRegular).toList();
    // Where several would do, as commas in texts between tabs: one without a title, and then the
    // one that makes most numbers. Max takes the last of equals, and commas are to win.
    Comparator<Candidate> order =
        Comparator.comparing((Candidate candidate) -> candidate.title == 0)
            .thenComparingDouble(Candidate::numbers)
            .thenComparing(candidate -> candidate.syntax.delimiter() == ',');
    Candidate chosen = regular.stream().max(order).filter(c -> !c.padsNumbers()).orElse(null);
    for (char delimiter : LAST_DELIMITERS) {
      if (chosen == null && !isOneColumn(head, rules)) {
        Candidate last = candidate(dialect, plain.withDelimiter(delimiter), head, rules);
        chosen = last.isRegular() && last.numbers() > 0 ? last : null;
      }
    }
    if (chosen == null) {
      chosen =
          candidates.stream()
              .filter(Candidate::dividesFirstLine)
              .findFirst()
              .orElse(
                  candidates.isEmpty()
                      ? candidate(dialect, plain, head, rules) // one column
                      : candidates.get(0));
    }
    return chosen.guess();
  }

  private static Candidate candidate(
      CsvDialect dialect, CsvSyntax syntax, String head, CellRules rules) {
    boolean apostrophes = dialect.quote().isEmpty() && hasApostrophes(syntax.delimiter(), head);
    CsvSyntax seen = escaped(apostrophes ? syntax.withQuote(APOSTROPHE) : syntax, head);
    List<CsvText.Line> lines = CsvText.of(seen, head, LINES).lines();
    int title =
        dialect.skip().orElseGet(() -> hasKnown(lines, rules) ? 0 : TitleLines.count(lines));
    return new Candidate(seen, title, lines.subList(Math.min(title, lines.size()), lines.size()));
  }

  /** Whether the first line is the name of a column that is known, blanks in it or not. */
  private static boolean isOneColumn(String head, CellRules rules) {
    String first = head.lines().map(Blanks::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return rules.types().containsKey(first);
  }

  private static boolean hasKnown(List<CsvText.Line> lines, CellRules rules) {
    return !lines.isEmpty()
        && lines.get(0).values().stream().anyMatch(name -> rules.types().containsKey(name));
  }

  /** Whether half of the lines have values between apostrophes, and none between quotes. */
  private static boolean hasApostrophes(char delimiter, String head) {
    String sign = delimiter == CsvSyntax.BLANKS ? "\\s" : Pattern.quote(String.valueOf(delimiter));
    Pattern apostrophes = Pattern.compile("(?:^|%s)\\s*'[^']*'\\s*(?:%s|$)".formatted(sign, sign));
    Pattern quotes = Pattern.compile("(?:^|%s)\\s*\"".formatted(sign));
    List<String> lines = head.lines().filter(line -> !line.isBlank()).limit(LINES).toList();
    return lines.stream().noneMatch(line -> quotes.matcher(line).find())
        && 2 * lines.stream().filter(line -> apostrophes.matcher(line).find()).count()
            >= Math.max(1, lines.size());
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

  /**
   * A way to read the text.
   *
   * @param title how many lines stand above the table
   * @param table the first lines behind those
   */
  private record Candidate(CsvSyntax syntax, int title, List<CsvText.Line> table) {
    SyntaxGuess guess() {
      return new SyntaxGuess(syntax, title);
    }

    boolean dividesFirstLine() {
      return !table.isEmpty() && table.get(0).values().size() > 1;
    }

    /** Whether it divides nearly all lines, and the first, into the same number of columns. */
    boolean isRegular() {
      return TitleLines.isRegular(table);
    }

    /**
     * Whether it is a tab, and what stands between two is numbers with blanks between them that
     * make columns of these: then the tab is one of the blanks.
     */
    boolean padsNumbers() {
      return syntax.delimiter() == '\t'
          && numbers() == 0
          && IntStream.range(0, table.get(0).values().size())
              .anyMatch(i -> table.stream().allMatch(line -> padsNumbers(line.values(), i)));
    }

    private static boolean padsNumbers(List<String> line, int column) {
      String value = column < line.size() ? line.get(column) : "";
      String[] parts = RUN.split(value);
      return parts.length >= FEWEST_PADDED
          && value.contains("  ")
          && Stream.of(parts)
              .allMatch(
                  part ->
                      !Double.isNaN(NumberText.parse(part))
                          || CellRules.NONE.isMissing(part, CellType.NUMBER));
    }

    /** The share of numbers among the values below the first line. */
    double numbers() {
      NumberSigns comma = new NumberSigns(',', null);
      boolean commas = syntax.delimiter() == ';' || syntax.delimiter() == '\t';
      long all = 0;
      long numbers = 0;
      for (CsvText.Line line : table.subList(1, table.size())) {
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
