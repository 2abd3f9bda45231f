package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.NumberSigns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the first lines of a file tell of all files.
 *
 * @param syntax of lines
 * @param signs of numbers, where a column has no others
 * @param header whether there is one
 * @param title how many lines stand above it, or above the rows
 * @param units lines below the header that are no rows
 * @param columns of files
 * @param rows the lines behind the header
 * @param notes of what was seen
 */
record CsvHead(
    CsvSyntax syntax,
    NumberSigns signs,
    boolean header,
    int title,
    List<List<String>> units,
    CsvColumns columns,
    List<CsvText.Line> rows,
    List<String> notes) {
  static final int LINES = 1000;

  /** What is expected in the place of a NUL byte. */
  static final String NO_ZEROS = "text, or its encoding, such as encoding: UTF-16LE";

  private static final Pattern NUMBERED = Pattern.compile("_[1-9][0-9]*");
  private static final String EXPECTED = "a header line of column names";

  /**
   * Looks at the first lines.
   *
   * @param place what errors call the file
   * @param head its first lines, which are not all blank
   * @throws InvalidInputException when columns have no name, or the same
   */
  static CsvHead of(CsvDialect dialect, String place, String head, CellRules rules) {
    if (dialect.skip().isEmpty()) {
      PrintedTable.check(place, head);
      ArffHead.check(place, head);
    }
    SyntaxGuess guess = SyntaxGuess.of(dialect, head, rules);
    CsvSyntax syntax = guess.syntax();
    List<CsvText.Line> all = CsvText.of(syntax, head, LINES + guess.title()).lines();
    List<CsvText.Line> table = all.subList(Math.min(guess.title(), all.size()), all.size());
    if (table.isEmpty()) {
      throw all.isEmpty()
          ? InvalidInputException.at(place + ":1", "a line that is not valid CSV", EXPECTED)
          : InvalidInputException.at(
              place, "no line behind the %s skipped".formatted(all.size()), EXPECTED);
    }
    boolean may = dialect.header().orElse(true) && dialect.names().isEmpty();
    List<List<String>> units = may ? UnitLines.of(table, rules) : List.of();
    List<CsvText.Line> lines =
        table.stream().filter(line -> !units.contains(line.values())).toList();
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
    boolean namesRows = header && TitleLines.namesRows(lines);
    int empty = header ? TitleLines.emptyAtEnd(lines) : 0;
    int above = guess.title() + 1 + units.size(); // the rows
    CsvColumns columns = columns(names, namesRows, empty, above, rows, rules, line, notes);
    UnitLines.note(units).ifPresent(note -> notes.add(0, note));
    seen(dialect, syntax, signs, header, columns).ifPresent(note -> notes.add(0, note));
    if (dialect.skip().isEmpty() && guess.title() > 0) {
      notes.add(0, title(all.subList(0, guess.title())));
    }
    return new CsvHead(
        syntax,
        signs,
        header,
        guess.title(),
        units,
        columns,
        List.copyOf(rows),
        List.copyOf(notes));
  }

  private static String title(List<CsvText.Line> lines) {
    String first = Names.shortened(String.join(" ", lines.get(0).values()).strip());
    return lines.size() == 1
        ? "a line above the table, '%s': left out".formatted(first)
        : "%s lines above the table, from '%s' on: left out"
            .formatted(Names.count(lines.size()), first);
  }

  /** The same where folders of these keys come before columns of the same names. */
  CsvHead under(Set<String> keys) {
    List<String> all = new ArrayList<>(notes);
    keys.stream().filter(columns.names()::contains).map(DataFiles::overColumn).forEach(all::add);
    return new CsvHead(syntax, signs, header, title, units, columns.without(keys), rows, all);
  }

  /** Whether a column is called by its number, since its file has no header. */
  static boolean isNumbered(String column) {
    return NUMBERED.matcher(column).matches();
  }

  /** The rows of another file, whose first line is its header. */
  List<CsvText.Line> rows(List<CsvText.Line> lines) {
    return behindHeader(lines).stream().filter(line -> !units.contains(line.values())).toList();
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
      List<String> header,
      boolean namesRows,
      int empty,
      int above,
      List<CsvText.Line> rows,
      CellRules rules,
      String line,
      List<String> notes) {
    int shift = namesRows ? 1 : 0;
    int[] targets = new int[header.size() + shift + empty];
    Arrays.fill(targets, header.size() + shift, targets.length, CsvColumns.EMPTY);
    if (namesRows) {
      targets[0] = CsvColumns.LEFT_OUT;
      notes.add("a first column that the header lacks, as R writes names of rows: left out");
    }
    Set<String> seen = new HashSet<>();
    int columns = 0;
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.indexOf(0) >= 0) {
        throw InvalidInputException.at(
            line, "a NUL byte in the name of column %s".formatted(Names.count(i + 1)), NO_ZEROS);
      }
      if (name.isEmpty()) {
        HeadColumn column = HeadColumn.of(rows, i + shift, rules);
        if (i == 0 && !rules.types().containsKey(name) && column.namesRows()) {
          targets[i] = CsvColumns.LEFT_OUT;
          notes.add(
              "the first column has no name and %s: left out"
                  .formatted(column.numbersRows() ? "numbers the rows" : "names the rows"));
          continue;
        }
        if (header.size() > 1 && column.isEmpty()) {
          targets[i + shift] = CsvColumns.EMPTY;
          continue;
        }
        if (rules.type(name).isEmpty() && !rules.isLenient()) {
          checkNoSeparatorLine(line, header.get(0));
          throw InvalidInputException.at(
              line,
              "no name for column %s".formatted(Names.count(i + 1)),
              "a name for each; data.exclude: [''] leaves it out");
        }
      }
      if (!seen.add(name)) {
        String twice = "column '%s' twice".formatted(Names.shortened(name));
        throw InvalidInputException.at(
            line,
            twice,
            "each name once, or skip: %s and names: […] in the header's place".formatted(above));
      }
      targets[i + shift] = columns++;
    }
    return new CsvColumns(header, namesRows, targets);
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
            case '|' -> "pipes between columns";
            case '^' -> "carets between columns";
            case ':' -> "colons between columns";
            case SyntaxGuess.HIVE -> "Hive's U+0001 between columns";
            default -> "blanks between columns";
          });
    }
    if (dialect.decimal().isEmpty() && signs.decimal() == ',') {
      parts.add("decimal commas");
    }
    if (dialect.quote().isEmpty() && syntax.quote() == '\'') {
      parts.add("apostrophes around values");
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
