package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ColumnFinding.Oddity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is odd about columns that can be trained on all the same. */
final class TableWarnings {
  private TableWarnings() {}

  static List<String> of(ReadTable table) {
    List<ColumnFinding> findings = table.findings();
    List<String> warnings = new ArrayList<>();
    say(
        warnings,
        names(findings, Oddity.NUMBERS_THE_ROWS),
        "numbers the rows and tells nothing of them",
        "number the rows and tell nothing of them");
    say(
        warnings,
        names(findings, Oddity.CONSTANT),
        "has the same value in every row",
        "have the same value in every row");
    say(
        warnings,
        names(findings, Oddity.CONSTANT_AS_DOUBLES),
        "has numbers that all become the same as doubles, which keep fewer digits",
        "have numbers that all become the same as doubles, which keep fewer digits");
    say(
        warnings,
        names(findings, Oddity.UNIQUE),
        "has another value in every row",
        "have another value in every row");
    say(
        warnings,
        names(findings, Oddity.IDENTIFIES),
        "is an id by its name, and is trained on as a number",
        "are ids by their names, and are trained on as numbers");
    for (String name : names(findings, Oddity.WRITTEN_NUMBERS)) {
      warnings.add(
          "column '%s' has numbers written as texts, which become categories; csv has settings"
                  .formatted(name)
              + " for thousands and decimal signs, other texts have to be rewritten before");
    }
    for (String name : table.storedAsTexts()) {
      warnings.add(
          "column '%s' has numbers that are stored as texts, which become categories;"
                  .formatted(Names.shortened(name))
              + " data.columns.%s: numeric makes numbers of them".formatted(name));
    }
    if (table.classes().filter(classes -> classes.size() == 1).isPresent()) {
      warnings.add("every row has the same label, '%s'".formatted(table.classes().get().get(0)));
    }
    table.classes().map(ClassNames::warnings).ifPresent(warnings::addAll);
    return warnings;
  }

  private static List<String> names(List<ColumnFinding> findings, Oddity oddity) {
    return findings.stream()
        .filter(column -> column.oddity().equals(Optional.of(oddity)))
        .map(ColumnFinding::name)
        .toList();
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
