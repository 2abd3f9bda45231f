package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns that folders {@code key=value} make. */
public final class KeyColumns {
  private KeyColumns() {}

  /** Adds them behind the columns of files. One is of numbers if all values are. */
  public static List<RawColumn> behind(
      List<RawColumn> columns, List<ListedFile> files, CellRules rules) {
    List<RawColumn> all = new ArrayList<>(columns);
    for (String key : files.get(0).keys().keySet()) {
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
