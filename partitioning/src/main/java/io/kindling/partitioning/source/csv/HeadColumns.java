package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.NumberTexts;
import io.kindling.predictor.table.Blanks;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a table are by what stands in the first lines of its files.
 *
 * @param columns in their order
 * @param signs of the numbers in each
 * @param notes of what a person may want to check
 */
record HeadColumns(List<RawColumn> columns, List<NumberSigns> signs, List<String> notes) {
  /**
   * Looks at the columns.
   *
   * @param rows the first lines, of several files
   */
  static HeadColumns of(
      CsvDialect dialect, CsvHead head, List<CsvText.Line> rows, CellRules rules) {
    HeadColumns all = new HeadColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<HeadColumn> values = new ArrayList<>();
    int[] targets = head.columns().targets();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] >= 0) {
        values.add(HeadColumn.of(rows, i, rules));
      }
    }
    DecimalSign decimal = DecimalSign.of(dialect, head, values);
    for (int i = 0; i < values.size(); i++) {
      all.add(head.columns().names().get(i), values.get(i), dialect, decimal, head, rules);
    }
    return all;
  }

  private void add(
      String name,
      HeadColumn values,
      CsvDialect dialect,
      DecimalSign decimal,
      CsvHead head,
      CellRules rules) {
    Optional<CellType> declared = rules.type(name);
    NumberSigns own = head.signs();
    Optional<NumberSigns> trained = trained(dialect, name, rules);
    Optional<NumberSigns> marked = Optional.empty();
    if (name.isEmpty() && rules.isLenient()) {
      columns.add(RawColumn.unfit(name, "no name in the header"));
    } else if (trained.filter(values::isMostlyOfNumbers).isPresent()) {
      own = trained.get();
      addNumbers(name, values, declared, rules);
    } else if (values.isMostlyOfNumbers(own) && !isMarkedInPart(values, own, dialect, decimal)) {
      addNumbers(name, values, declared, rules);
    } else {
      marked = MarkedNumbers.of(dialect, values, decimal.sign());
      own = marked.orElse(own);
      CellType seen = marked.isPresent() ? CellType.NUMBER : CellType.TEXT;
      if (seen == CellType.TEXT && declared.isEmpty()) {
        values
            .missingNoMore(own, rules)
            .ifPresent(text -> notes.add(NumberTexts.missingNoMore(name, text)));
      }
      columns.add(RawColumn.of(name, declared.orElse(seen)));
      marked
          .filter(signs -> declared.isEmpty())
          .ifPresent(signs -> notes.add(note(name, values.firstOther(head.signs()), signs)));
    }
    NumberSigns seen = own;
    boolean contradicts = trained.filter(signs -> signs.decimal() != seen.decimal()).isPresent();
    signs.add(contradicts ? trained.get() : own); // and its rows are told to be no such numbers
    if (trained.isPresent() || marked.isPresent() || decimal.isSeen()) {
      int last = columns.size() - 1;
      columns.set(last, columns.get(last).written(trained.orElse(own)));
    }
  }

  /**
   * Whether some numbers have signs that others need not have: those below 1,000 no groups, those
   * above 0 no parentheses. A per cent sign all have or none: 5% among others may be 0.05. Nor is
   * another decimal sign seen in some: 1,5 among whole numbers may be two.
   */
  private static boolean isMarkedInPart(
      HeadColumn values, NumberSigns own, CsvDialect dialect, DecimalSign decimal) {
    return !values.isOfNumbers(own)
        && values.values().stream().noneMatch(value -> value.indexOf('%') >= 0)
        && MarkedNumbers.of(dialect, values, decimal.sign())
            .filter(signs -> signs.decimal() == own.decimal())
            .isPresent();
  }

  /** How the numbers of a column that a model was trained on were written, unless it is said. */
  private static Optional<NumberSigns> trained(CsvDialect dialect, String column, CellRules rules) {
    boolean said = dialect.decimal().isPresent() || dialect.thousands().isPresent();
    return said ? Optional.empty() : rules.notation().of(column);
  }

  private void addNumbers(
      String name, HeadColumn values, Optional<CellType> declared, CellRules rules) {
    NumberTexts numbers = new NumberTexts();
    values.values().forEach(value -> numbers.add(Blanks.strip(value)));
    NumberTexts.Verdict verdict = numbers.of(name, rules);
    columns.add(RawColumn.of(name, declared.orElse(verdict.type())));
    verdict.note().filter(note -> declared.isEmpty()).ifPresent(notes::add);
  }

  private static String note(String column, String text, NumberSigns signs) {
    return "column '%s': '%s' is read as %s"
        .formatted(
            Names.shortened(column),
            Names.shortened(text),
            NumberText.of(signs.parse(Blanks.strip(text))));
  }
}
