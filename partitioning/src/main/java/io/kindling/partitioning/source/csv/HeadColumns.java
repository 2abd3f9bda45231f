package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.NumberTexts;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Character decimal = decimal(dialect, head, values);
    for (int i = 0; i < values.size(); i++) {
      all.add(head.columns().names().get(i), values.get(i), dialect, decimal, head, rules);
    }
    return all;
  }

  /** The decimal sign, where it is known; else null. */
  private static @Nullable Character decimal(
      CsvDialect dialect, CsvHead head, List<HeadColumn> values) {
    if (dialect.decimal().isPresent() || head.signs().decimal() != '.') {
      return head.signs().decimal();
    }
    boolean points =
        head.syntax().delimiter() == ','
            || values.stream()
                .flatMap(column -> column.values().stream())
                .anyMatch(v -> v.indexOf('.') >= 0 && !Double.isNaN(NumberText.parse(v)));
    return points ? '.' : null;
  }

  private void add(
      String name,
      HeadColumn values,
      CsvDialect dialect,
      @Nullable Character decimal,
      CsvHead head,
      CellRules rules) {
    Optional<CellType> declared = rules.type(name);
    NumberSigns own = head.signs();
    if (name.isEmpty() && rules.isLenient()) {
      columns.add(RawColumn.unfit(name, "no name in the header"));
    } else if (values.isMostlyOfNumbers(own)) {
      NumberTexts numbers = new NumberTexts();
      values.values().forEach(value -> numbers.add(Blanks.strip(value)));
      NumberTexts.Verdict verdict = numbers.of(name, rules);
      columns.add(RawColumn.of(name, declared.orElse(verdict.type())));
      verdict.note().filter(note -> declared.isEmpty()).ifPresent(notes::add);
    } else {
      Optional<NumberSigns> marked = MarkedNumbers.of(dialect, values, decimal);
      own = marked.orElse(own);
      CellType seen = marked.isPresent() ? CellType.NUMBER : CellType.TEXT;
      columns.add(RawColumn.of(name, declared.orElse(seen)));
      marked
          .filter(signs -> declared.isEmpty())
          .ifPresent(signs -> notes.add(note(name, values.values().get(0), signs)));
    }
    signs.add(own);
  }

  private static String note(String column, String text, NumberSigns signs) {
    return "column '%s': '%s' is read as %s"
        .formatted(
            Names.shortened(column),
            Names.shortened(text),
            NumberText.of(signs.parse(Blanks.strip(text))));
  }
}
