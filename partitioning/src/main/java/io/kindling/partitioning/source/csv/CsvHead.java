package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.table.CellRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the first lines of a file tell of all files.
 *
 * @param syntax of lines
 * @param signs of numbers
 * @param header whether there is one
 * @param columns of files
 * @param rows the lines behind the header
 * @param notes of what was seen
 */
record CsvHead(
    CsvSyntax syntax,
    NumberSigns signs,
    boolean header,
    CsvColumns columns,
    List<CsvText.Line> rows,
    List<String> notes) {
  static final int LINES = 1000;

  /** What is expected in the place of a NUL byte. */
  static final String NO_ZEROS = "text, or its encoding, such as encoding: UTF-16LE";

  private static final String EXPECTED = "a header line of column names";

  /**
   * Looks at the first lines.
   *
   * @param place what errors call the file
   * @param head its first lines, which are not all blank
   * @throws InvalidInputException when columns have no name, or the same
   */
  static CsvHead of(CsvDialect dialect, String place, String head, CellRules rules) {
    CsvSyntax syntax = SyntaxGuess.of(dialect, head);
    List<CsvText.Line> lines = CsvText.of(syntax, head, LINES).lines();
    if (lines.isEmpty()) {
      throw InvalidInputException.at(place + ":1", "a line that is not valid CSV", EXPECTED);
    }
    NumberSigns signs = SignsGuess.of(dialect, syntax.delimiter(), lines, rules);
    List<String> first = lines.get(0).values();
    boolean header =
        dialect
            .header()
            .orElseGet(
                () ->
                    dialect.names().isEmpty()
                        ? HeaderGuess.isHeader(lines, signs, rules)
                        : first.equals(dialect.names()));
    String line = place + ":" + lines.get(0).number();
    checkNoComment(dialect, line, lines);
    List<CsvText.Line> rows = header ? behindHeader(lines) : lines;
    List<String> notes = new ArrayList<>();
    List<String> names = header ? first : names(dialect, first.size(), line);
    CsvColumns columns = columns(names, rows, rules, line, notes);
    seen(dialect, syntax, signs, header, columns).ifPresent(note -> notes.add(0, note));
    return new CsvHead(syntax, signs, header, columns, List.copyOf(rows), List.copyOf(notes));
  }

  /** The lines that are not as the first, which is a header. */
  static List<CsvText.Line> behindHeader(List<CsvText.Line> lines) {
    List<String> header = lines.get(0).values();
    return lines.stream().filter(line -> !line.values().equals(header)).toList();
  }

  private static List<String> names(CsvDialect dialect, int count, String line) {
    if (dialect.names().isEmpty()) {
      return IntStream.rangeClosed(1, count).mapToObj(i -> "_" + i).toList();
    }
    if (dialect.names().size() != count) {
      throw InvalidInputException.at(
          line,
          count + " columns",
          dialect.names().size() + " (" + Names.shortened(dialect.names()) + ")");
    }
    return dialect.names();
  }

  private static CsvColumns columns(
      List<String> names,
      List<CsvText.Line> rows,
      CellRules rules,
      String line,
      List<String> notes) {
    int[] targets = new int[names.size()];
    Set<String> seen = new HashSet<>();
    int columns = 0;
    for (int i = 0; i < targets.length; i++) {
      String name = names.get(i);
      if (name.indexOf(0) >= 0) {
        throw InvalidInputException.at(
            line, "a NUL byte in the name of column %s".formatted(Names.count(i + 1)), NO_ZEROS);
      }
      if (name.isEmpty()) {
        HeadColumn column = HeadColumn.of(rows, i, rules);
        if (i == 0 && !rules.types().containsKey(name) && column.numbersRows()) {
          targets[i] = CsvColumns.LEFT_OUT;
          notes.add("the first column has no name and numbers the rows: left out");
          continue;
        }
        if (i == targets.length - 1 && i > 0 && column.isEmpty()) {
          targets[i] = CsvColumns.EMPTY;
          continue;
        }
        if (!rules.types().containsKey(name) && !rules.isLenient()) {
          checkNoSeparatorLine(line, names.get(0));
          throw InvalidInputException.at(
              line,
              "no name for column %s".formatted(Names.count(i + 1)),
              "a name for each; data.exclude: [''] leaves it out");
        }
      }
      if (!seen.add(name)) {
        String twice = "column '%s' twice".formatted(Names.shortened(name));
        throw InvalidInputException.at(line, twice, "each name once");
      }
      targets[i] = columns++;
    }
    return new CsvColumns(names, targets);
  }

  /**
   * Lines before the header that start with a sign of comments, and are no rows of as many cells.
   */
  private static void checkNoComment(CsvDialect dialect, String line, List<CsvText.Line> lines) {
    List<String> first = lines.get(0).values();
    int cells = lines.get(lines.size() - 1).values().size();
    if (dialect.comment().isEmpty() && first.get(0).startsWith("#") && first.size() != cells) {
      throw InvalidInputException.at(
          line,
          "'%s'".formatted(Names.shortened(first.get(0))),
          "a header; comment: '#' leaves lines out that start so");
    }
  }

  /** Spreadsheets say so in a line before the header, which is no CSV. */
  private static void checkNoSeparatorLine(String line, String first) {
    if (first.startsWith("sep=")) {
      throw InvalidInputException.at(
          line,
          "'%s'".formatted(Names.shortened(first)),
          "a header; delimiter says what is between");
    }
  }

  private static Optional<String> seen(
      CsvDialect dialect, CsvSyntax syntax, NumberSigns signs, boolean header, CsvColumns columns) {
    List<String> parts = new ArrayList<>();
    if (dialect.delimiter().isEmpty() && syntax.delimiter() != ',') {
      parts.add(
          switch (syntax.delimiter()) {
            case '\t' -> "tabs between columns";
            case ';' -> "semicolons between columns";
            default -> "pipes between columns";
          });
    }
    if (dialect.decimal().isEmpty() && signs.decimal() == ',') {
      parts.add("decimal commas");
    }
    if (dialect.escape().isEmpty() && syntax.escape() != null) {
      parts.add("backslashes before quotes");
    }
    if (dialect.header().isEmpty() && dialect.names().isEmpty() && !header) {
      List<String> names = columns.names();
      parts.add(
          names.size() == 1
              ? "no header: column _1"
              : "no header: columns _1 … " + names.get(names.size() - 1));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
