package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of files that do not all have the same, as of folders to which some program adds a
 * file a day: those of the first files, and behind them what others have besides.
 */
final class MergedColumns {
  private final List<AlikeFiles> groups;
  private final Map<String, Merged> columns;

  private MergedColumns(List<AlikeFiles> groups, Map<String, Merged> columns) {
    this.groups = groups;
    this.columns = columns;
  }

  /**
   * Merges columns of the same name.
   *
   * @param groups of files, in the order of the first of each
   * @throws InvalidInputException when types do not go together, files seem to be of another table,
   *     or some have no array where others have one
   */
  static MergedColumns of(List<AlikeFiles> groups) {
    AlikeFiles first = groups.get(0);
    Map<String, Merged> columns = new LinkedHashMap<>();
    for (AlikeFiles group : groups) {
      checkTable(group, first);
      for (StructField field : group.schema().fields()) {
        Merged merged = columns.get(field.name());
        columns.put(
            field.name(),
            merged == null || !group.types().containsKey(field.name()) // which is not read
                ? new Merged(field, group)
                : merged.with(field, group));
      }
    }
    columns.values().forEach(column -> column.checkArrays(groups));
    return new MergedColumns(groups, columns);
  }

  /** Different tables may share the name of an id, and little more. */
  private static void checkTable(AlikeFiles group, AlikeFiles first) {
    Set<String> shared = new HashSet<>(group.types().keySet());
    shared.retainAll(first.types().keySet());
    int fewer = Math.min(group.types().size(), first.types().size());
    if (2 * shared.size() < fewer) {
      throw InvalidInputException.at(
          group.name(),
          "the columns %s, of which few are in %s"
              .formatted(Names.shortened(names(group)), first.name()),
          "files of one table");
    }
  }

  private static Collection<String> names(AlikeFiles group) {
    return List.of(group.schema().fieldNames()).stream()
        .filter(group.types()::containsKey)
        .toList();
  }

  /** The columns. */
  StructType schema() {
    return new StructType(columns.values().stream().map(Merged::field).toArray(StructField[]::new));
  }

  /** Which columns only some files have, in a line for people. */
  Optional<String> note() {
    int files = groups.stream().mapToInt(AlikeFiles::rowed).sum();
    List<String> partial = new ArrayList<>();
    for (String name : columns.keySet()) {
      List<AlikeFiles> without =
          groups.stream().filter(group -> !group.types().containsKey(name)).toList();
      if (!without.isEmpty() && without.size() < groups.size()) {
        partial.add(
            "%s (not in %s of %s files, the first of them %s)"
                .formatted(
                    Names.shortened(name),
                    without.stream().mapToInt(AlikeFiles::rowed).sum(),
                    files,
                    without.get(0).name()));
      }
    }
    return partial.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "columns that not all files have, and whose values are missing in the others: "
                + Names.few(partial));
  }

  /**
   * A column.
   *
   * @param field that stands for those of all files
   * @param from the first files that have it
   */
  private record Merged(StructField field, AlikeFiles from) {
    Merged with(StructField other, AlikeFiles group) {
      StructField common =
          CommonType.of(field, other)
              .orElseThrow(
                  () ->
                      InvalidInputException.at(
                          group.name(),
                          "the column '%s' of %s".formatted(field.name(), words(group)),
                          "%s as in %s".formatted(words(from), from.name())));
      return new Merged(common, StoredField.isNothing(field) ? group : from);
    }

    private String words(AlikeFiles group) {
      return Names.shortened(group.types().getOrDefault(field.name(), ""));
    }

    /** A missing one has no length, and so no place among features. */
    void checkArrays(List<AlikeFiles> groups) {
      if (!CommonType.isOfArrays(field)) {
        return;
      }
      for (AlikeFiles group : groups) {
        if (from.types().containsKey(field.name()) && !group.types().containsKey(field.name())) {
          throw InvalidInputException.at(
              group.name(), "no column '%s'".formatted(field.name()), "it as in " + from.name());
        }
      }
    }
  }
}
