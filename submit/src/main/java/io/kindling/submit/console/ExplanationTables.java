package io.kindling.submit.console;

import io.kindling.driver.explanation.ColumnImportance;
import io.kindling.driver.explanation.Importances;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.explanation.ColumnAttribution;
import io.kindling.predictor.explanation.RowAttribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a model goes by, as tables with bars. */
public final class ExplanationTables {
  private static final int MOST = 30;

  private ExplanationTables() {}

  /** The importance of columns, the most important first. */
  public static List<String> of(Importances importances) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s on %s, each column permuted %s"
            .formatted(
                importances.metric(),
                MetricText.value(importances.baseline(), 6),
                rows(importances),
                importances.repeats() == 1
                    ? "once"
                    : Names.count(importances.repeats()) + " times"));
    String worse = importances.aim() == Metric.Aim.LOW ? "rises by" : "falls by";
    TextTable table = new TextTable(1, "column", worse, "±", "");
    List<ColumnImportance> shown = first(importances.ranked());
    List<String> bars = Bars.of(shown.stream().map(ColumnImportance::mean).toList());
    for (int i = 0; i < shown.size(); i++) {
      ColumnImportance column = shown.get(i);
      table.add(
          Names.shortened(column.column()),
          MetricText.value(column.mean(), 6),
          MetricText.value(column.standardDeviation(), 6),
          bars.get(i));
    }
    lines.addAll(table.lines());
    addRest(importances.columns().size(), lines);
    return lines;
  }

  private static String rows(Importances importances) {
    String measured = Names.count(importances.rows());
    return importances.rows() == importances.allRows()
        ? measured + " rows"
        : "%s of %s rows, sampled at random"
            .formatted(measured, Names.count(importances.allRows()));
  }

  /** What the columns of a row contribute, those that contribute most first. */
  public static List<String> of(String row, RowAttribution attribution) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "row %s: %s %s %s, of the baseline %s"
            .formatted(
                Names.shortened(row),
                attribution.score(),
                attribution.score().equals("value")
                    ? "of " + Names.shortened(attribution.output())
                    : "of '%s'".formatted(Names.shortened(attribution.output())),
                number(attribution.value()),
                number(attribution.baselineValue())));
    TextTable table = new TextTable(2, "column", "value", "contributes", "");
    List<ColumnAttribution> shown = first(attribution.ranked());
    List<String> bars = Bars.of(shown.stream().map(ColumnAttribution::attribution).toList());
    for (int i = 0; i < shown.size(); i++) {
      ColumnAttribution column = shown.get(i);
      table.add(
          Names.shortened(column.column()),
          Names.shortened(column.value()),
          number(column.attribution()),
          bars.get(i));
    }
    lines.addAll(table.lines());
    addRest(attribution.columns().size(), lines);
    lines.add(
        "all together %s, the row's less the baseline's %s, difference %s"
            .formatted(
                number(attribution.sum()),
                number(attribution.value() - attribution.baselineValue()),
                error(attribution.difference())));
    return lines;
  }

  private static String error(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return size >= 1e5 || (size > 0 && size < 1e-4)
        ? String.format(Locale.ROOT, "%.3e", value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private static <T> List<T> first(List<T> columns) {
    return columns.subList(0, columns.size() > MOST ? MOST - 1 : columns.size());
  }

  private static void addRest(int columns, List<String> lines) {
    if (columns > MOST) {
      lines.add("… and %s more".formatted(Names.count(columns - MOST + 1)));
    }
  }
}
