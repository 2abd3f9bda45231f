package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.row.TargetCode;
import io.kindling.predictor.table.Blanks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** What a person may want to know of the names of classes. */
final class ClassNames {
  /** Texts that hardly anybody calls a class, in lower case. */
  private static final Set<String> NOTHING =
      Set.of("na", "n/a", "#n/a", "<na>", "nan", "nat", "null", "(null)", "\\n", "?");

  private ClassNames() {}

  /** What is odd about classes that occur in rows to train on, a line each. */
  static List<String> warnings(List<String> classes) {
    List<String> warnings = new ArrayList<>();
    List<String> nothing =
        classes.stream().filter(name -> NOTHING.contains(name.toLowerCase(Locale.ROOT))).toList();
    if (!nothing.isEmpty()) {
      warnings.add(
          "%s may stand for no label; where missing_values are [%s], and missing_label: drop, these rows"
                  .formatted(classes(nothing), quoted(nothing))
              + " are left out");
    }
    Map<String, List<String>> alike = new LinkedHashMap<>();
    classes.forEach(name -> alike.computeIfAbsent(core(name), core -> new ArrayList<>()).add(name));
    alike.values().stream()
        .filter(names -> names.size() > 1)
        .findFirst()
        .ifPresent(
            names ->
                warnings.add(
                    "%s differ in case, blanks or a dot at the end only, and are learnt as %s"
                        .formatted(classes(names), Names.count(names.size()))));
    return warnings;
  }

  /** Which labels are taken without the dot at their end. */
  static Optional<String> note(SortedSet<String> labels, TargetCode code) {
    return labels.stream()
        .filter(code::takesDotOff)
        .findFirst()
        .map(
            label ->
                "labels such as '%s' have a dot that the model's classes lack: read without it"
                    .formatted(Names.shortened(label)));
  }

  private static String core(String name) {
    String stripped = Blanks.strip(name).toLowerCase(Locale.ROOT);
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static String classes(List<String> names) {
    return (names.size() == 1 ? "class " : "classes ") + quoted(names);
  }

  private static String quoted(List<String> names) {
    return Names.few(names.stream().map(name -> "'%s'".formatted(Names.shortened(name))).toList());
  }
}
