package io.kindling.partitioning.source.lines;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that folders {@code key=value} make. */
public final class KeyColumns {
  private KeyColumns() {}

  /**
   * Adds them behind the columns of files. One is of numbers if all values are.
   *
   * @throws InvalidInputException when files have a column of the same name
   */
  public static List<RawColumn> behind(
      List<RawColumn> columns, List<ListedFile> files, CellRules rules) {
    List<RawColumn> all = new ArrayList<>(columns);
    Set<String> names = columns.stream().map(RawColumn::name).collect(Collectors.toSet());
    for (String key : files.get(0).keys().keySet()) {
      if (names.contains(key)) {
        String name = Names.shortened(key);
        throw InvalidInputException.at(
            UserPath.shown(files.get(0).status().getPath()),
            "column '%s' and folders %s=…".formatted(name, name),
            "each name once");
      }
      boolean numbers =
          files.stream()
              .map(file -> file.keys().getOrDefault(key, ""))
              .noneMatch(value -> !value.isEmpty() && Double.isNaN(NumberText.parse(value)));
      CellType guess = numbers ? CellType.NUMBER : CellType.TEXT;
      all.add(RawColumn.of(key, rules.type(key).orElse(guess)));
    }
    return all;
  }
}
