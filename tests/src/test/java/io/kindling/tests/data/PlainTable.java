package io.kindling.tests.data;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small table as plain CSV: two numbers and a class. */
final class PlainTable {
  /** Classes, from 0 on. */
  static final int CLASSES = 3;

  /** Rows. */
  static final int ROWS = 24;

  private static final List<Row> TABLE = rows(CLASSES);

  /** {@code width,height,kind} and the rows. */
  static final String CSV = csv(UnaryOperator.identity());

  private PlainTable() {}

  /** A row's values, as text. */
  record Row(String width, String height, String kind) {
    /** With other classes. */
    Row labelled(String... names) {
      return new Row(width, height, names[Integer.parseInt(kind)]);
    }

    /** With another first number. */
    Row wide(String other) {
      return new Row(other, height, kind);
    }
  }

  /** The rows as the lines of plain CSV with a header, each of them changed. */
  static String csv(UnaryOperator<Row> change) {
    return csv(TABLE, change);
  }

  /** The same for the rows of classes 0 and 1. */
  static String csvOfTwoClasses(UnaryOperator<Row> change) {
    return csv(rows(2), change);
  }

  private static String csv(List<Row> rows, UnaryOperator<Row> change) {
    StringJoiner lines = new StringJoiner("\n", "width,height,kind\n", "\n");
    for (Row row : rows) {
      Row changed = change.apply(row);
      lines.add(changed.width() + "," + changed.height() + "," + changed.kind());
    }
    return lines.toString();
  }

  /** The plain lines, each of them changed, the header included. */
  static String lines(UnaryOperator<String> change) {
    return CSV.lines().map(change).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The plain table with a column before the others. */
  static String before(String header, List<String> values) {
    return before(CSV, header, values);
  }

  /** A table with a column before the others, whose values take turns. */
  static String before(String csv, String header, List<String> values) {
    List<String> lines = csv.lines().toList();
    StringJoiner all = new StringJoiner("\n", header + "," + lines.get(0) + "\n", "\n");
    for (int i = 1; i < lines.size(); i++) {
      all.add(values.get((i - 1) % values.size()) + "," + lines.get(i));
    }
    return all.toString();
  }

  private static List<Row> rows(int classes) {
    Random random = new Random(7);
    return IntStream.range(0, ROWS).mapToObj(i -> row(random, i % classes)).toList();
  }

  private static Row row(Random random, int kind) {
    return new Row(
        tenths(random.nextGaussian() + 3 * kind),
        tenths(random.nextGaussian() - kind),
        Integer.toString(kind));
  }

  /** With one decimal. */
  private static String tenths(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }
}
