package io.kindling.partitioning.reading;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.row.TargetCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which classes the labels of the training rows are. Labels that are the numbers 0 … K − 1 already,
 * some of which may not occur, stand for themselves; others are the classes that occur, sorted:
 * numbers by their size, texts by their UTF-16 code units. Truths are two, however they are
 * written.
 */
final class LabelClasses {
  private LabelClasses() {}

  /**
   * The names of the classes, if a table's labels can be classes.
   *
   * @param labels what stands in the column of labels
   */
  static Optional<List<String>> found(ColumnSummary labels) {
    if (!labels.texts().isEmpty()) {
      return labels.texts().size() > ColumnSummary.MOST_DISTINCT
          ? Optional.empty()
          : Optional.of(List.copyOf(Bool.distinct(labels.texts())));
    }
    SortedSet<Double> numbers = labels.numbers();
    boolean whole = numbers.stream().allMatch(number -> number == Math.rint(number));
    return whole && !numbers.isEmpty() && numbers.size() <= ColumnSummary.MOST_DISTINCT
        ? Optional.of(numbers.stream().map(LabelClasses::name).toList())
        : Optional.empty();
  }

  /**
   * The names of the classes of a single target.
   *
   * @param targets as many classes as the network tells apart
   * @throws InvalidInputException when texts are of another number of classes
   */
  static List<String> of(ReadTable table, ColumnSummary labels, TargetRange targets) {
    int wanted = targets.classes();
    List<String> numbered = IntStream.range(0, wanted).mapToObj(Integer::toString).toList();
    Optional<List<String>> found = found(labels);
    if (found.isEmpty() || isNumbered(labels, wanted)) {
      return numbered;
    }
    if (found.get().size() == wanted) {
      return found.get();
    }
    if (labels.texts().isEmpty()) {
      return numbered; // the first row that is none of them will be told
    }
    if (found.get().size() == 1) {
      throw TableLabels.oneClass(table.name(), table.columns().targets().get(0));
    }
    throw InvalidInputException.at(
        table.name(),
        "%s classes in column '%s' (%s)"
            .formatted(
                found.get().size(), table.columns().targets().get(0), Names.shortened(found.get())),
        "%s, as the network tells apart; dense: {units: classes} takes as many as there are"
            .formatted(wanted));
  }

  private static boolean isNumbered(ColumnSummary labels, int classes) {
    return labels.texts().isEmpty() && labels.min() >= 0 && labels.max() < classes;
  }

  /** The targets of a row that may have several labels: each is there or not. */
  static TargetCode ofPresence(ColumnSummary label) {
    boolean signs =
        label.texts().isEmpty()
            && new TreeSet<>(List.of(-1.0, 1.0)).containsAll(label.numbers())
            && label.min() < 0;
    return signs ? TargetCode.of(List.of("-1", "1")) : TargetCode.NUMBER;
  }

  private static String name(double number) {
    return Math.abs(number) < Long.MAX_VALUE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Numbered classes stand for themselves. */
  static TargetCode code(List<String> classes) {
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      numbered.add(Integer.toString(i));
    }
    return classes.equals(numbered) ? TargetCode.NUMBER : TargetCode.of(classes);
  }
}
