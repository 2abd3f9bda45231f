package io.kindling.submit.console;

import io.kindling.driver.training.TrainingPlan;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ColumnFinding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** What was found out about the data: how files are written, what their columns are. */
public final class ColumnTable {
  private static final int MOST = 20;

  private ColumnTable() {}

  /**
   * Prints what was not declared: notes on the files, and the columns unless the kinds of all are.
   *
   * @param declared the names of columns whose kinds are declared
   */
  public static void print(TrainingPlan plan, Set<String> declared, PrintWriter out) {
    plan.start().forEach(out::println);
    plan.notes().forEach(note -> out.println("Seen: " + note));
    List<ColumnFinding> columns = plan.columns();
    if (!columns.stream().allMatch(column -> declared.contains(column.name()))) {
      print(columns, out);
    }
    out.flush();
  }

  private static void print(List<ColumnFinding> columns, PrintWriter out) {
    int shown = columns.size() > MOST ? MOST - 1 : columns.size();
    TextTable table = new TextTable(5, "column", "kind", "values", "missing", "");
    for (ColumnFinding column : columns.subList(0, shown)) {
      table.add(
          Names.shortened(column.name()),
          column.kind(),
          column.values(),
          column.missing() == 0 ? "" : Names.count(column.missing()),
          column.oddity().map(ColumnFinding.Oddity::words).orElse(""));
    }
    table.lines().forEach(out::println);
    if (shown < columns.size()) {
      out.println("… and %s more".formatted(Names.count(columns.size() - shown)));
    }
  }
}
