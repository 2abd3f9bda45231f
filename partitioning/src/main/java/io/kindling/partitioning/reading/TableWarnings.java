package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.CellType;
import io.kindling.partitioning.table.ColumnSummary;
import java.util.ArrayList;
import java.util.List;

/** What is odd about columns that can be trained on all the same. */
final class TableWarnings {
  private static final int FEWEST_ROWS = 3;

  private TableWarnings() {}

  static List<String> of(ReadTable table) {
    List<String> numbering = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    List<String> unique = new ArrayList<>();
    long rows = table.scan().rows();
    for (int i = 0; i < table.plan().featureColumns() && rows >= FEWEST_ROWS; i++) {
      int index = table.plan().feature(i);
      CellType type = table.raw().columns().get(index).type();
      if ((type != CellType.NUMBER && type != CellType.TEXT) || table.plan().texts(i).isDate()) {
        continue;
      }
      String name = table.raw().columns().get(index).name();
      ColumnSummary found = table.scan().column(index);
      if (found.countsUp()) {
        numbering.add(name);
      } else if (found.missing() == 0
          && (found.max() == found.min() || found.texts().size() == 1)) {
        constant.add(name);
      } else if (found.texts().size() == rows) {
        unique.add(name);
      }
    }
    List<String> warnings = new ArrayList<>();
    say(
        warnings,
        numbering,
        "numbers the rows and tells nothing of them",
        "number the rows and tell nothing of them");
    say(warnings, constant, "has the same value in every row", "have the same value in every row");
    say(warnings, unique, "has another value in every row", "have another value in every row");
    if (table.classes().filter(classes -> classes.size() == 1).isPresent()) {
      warnings.add("every row has the same label, '%s'".formatted(table.classes().get().get(0)));
    }
    return warnings;
  }

  private static void say(List<String> warnings, List<String> names, String one, String several) {
    if (!names.isEmpty()) {
      String columns =
          names.size() == 1
              ? "column '" + names.get(0) + "' " + one
              : "columns " + Names.shortened(names) + " " + several;
      warnings.add(columns + "; data.exclude leaves columns out");
    }
  }
}
