package io.kindling.partitioning.source.csv;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which column of the table each column of a file is. */
final class CsvColumns implements Serializable {
  /** A column that is left out. */
  static final int LEFT_OUT = -1;

  /** A column without a name or a value, which delimiters at the end of lines make. */
  static final int EMPTY = -2;

  private static final long serialVersionUID = 1L;

  private final List<String> header;
  private final boolean namesRows;
  private final List<String> names;
  private final Set<String> leftOut = new HashSet<>(); // by their names
  private final int[] targets;

  /**
   * Columns of files.
   *
   * @param header the first line of the first file, or names in its place
   * @param namesRows whether a column that has no name in it comes before these
   * @param targets what each column is: one of the table, {@link #LEFT_OUT} or {@link #EMPTY};
   *     those behind the ones of the header are empty
   */
  CsvColumns(List<String> header, boolean namesRows, int[] targets) {
    this.header = List.copyOf(header);
    this.namesRows = namesRows;
    this.targets = targets.clone();
    List<String> cells = cells(header, namesRows);
    String[] kept = new String[(int) Arrays.stream(targets).filter(i -> i >= 0).count()];
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] >= 0) {
        kept[targets[i]] = cells.get(i);
      } else if (targets[i] == LEFT_OUT) {
        leftOut.add(cells.get(i));
      }
    }
    this.names = List.of(kept);
  }

  private static List<String> cells(List<String> header, boolean namesRows) {
    List<String> cells = new ArrayList<>(namesRows ? List.of("") : List.of());
    cells.addAll(header);
    return cells;
  }

  /** The same without columns of these names, where there are such: they are left out. */
  CsvColumns without(Set<String> others) {
    List<String> cells = cells(header, namesRows);
    int[] kept = targets.clone();
    int columns = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] >= 0) {
        kept[i] = others.contains(cells.get(i)) ? LEFT_OUT : columns++;
      }
    }
    return new CsvColumns(header, namesRows, kept);
  }

  /** The first line of the first file, or names in its place. */
  List<String> header() {
    return header;
  }

  /** The names of the table's columns. */
  List<String> names() {
    return names;
  }

  /** What the columns of the first file are. */
  int[] targets() {
    return targets.clone();
  }

  /** What the columns of a file with this header are; nothing when they are others. */
  Optional<int[]> targets(List<String> other) {
    if (other.equals(header)) {
      return Optional.of(targets());
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), i);
    }
    List<String> cells = cells(other, namesRows);
    int[] all = new int[cells.size()];
    for (int i = 0; i < all.length; i++) {
      String name = cells.get(i);
      Integer column = columns.remove(name);
      if (column != null) {
        all[i] = column;
      } else if (name.isEmpty() && i > 0) {
        all[i] = EMPTY;
      } else if (leftOut.contains(name)) {
        all[i] = LEFT_OUT;
      } else {
        return Optional.empty();
      }
    }
    int empty = namesRows ? 0 : targets.length - header.size();
    return columns.isEmpty() ? Optional.of(withEmpty(all, empty)) : Optional.empty();
  }

  /** With so many empty columns behind them. */
  private static int[] withEmpty(int[] targets, int count) {
    int[] all = Arrays.copyOf(targets, targets.length + count);
    Arrays.fill(all, targets.length, all.length, EMPTY);
    return all;
  }
}
