package io.kindling.submit.draft;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.reading.WrittenNumbers;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.table.NumberText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to be learnt: classes where a label is one of some texts or of few whole numbers, each of
 * several labels where all are 0 or 1, and numbers otherwise.
 *
 * @param loss by its name in a config file
 * @param units of the last layer
 * @param outputs what the network tells
 */
record LabelDraft(String loss, String units, String outputs) {
  private static final int MOST_NUMBERED = 20;
  private static final String REGRESSION = "squared_error";

  static LabelDraft of(DataLook look) {
    List<ColumnSummary> labels = look.labels().stream().map(look::column).toList();
    if (labels.size() > 1) {
      return new LabelDraft(
          labels.stream().allMatch(LabelDraft::isPresence) ? "sigmoid_cross_entropy" : REGRESSION,
          Integer.toString(labels.size()),
          "one for each label");
    }
    ColumnSummary label = labels.get(0);
    if (isClass(label)) {
      int classes = label.numbers().size();
      return new LabelDraft(
          "softmax_cross_entropy",
          "classes",
          label.texts().isEmpty()
              ? "%s: %s".formatted(Names.count(classes), ColumnFinding.values(label))
              : ColumnFinding.values(label));
    }
    return new LabelDraft(REGRESSION, "1", "for numbers of " + ColumnFinding.values(label));
  }

  boolean isRegression() {
    return loss.equals(REGRESSION);
  }

  /** Whether labels are of classes. */
  static boolean isClass(ColumnSummary label) {
    return label.texts().isEmpty()
        ? areNumbered(label.numbers())
        : !WrittenNumbers.arePlain(label.texts())
            || areNumbered(
                label.texts().stream()
                    .map(NumberText::parse)
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether numbers are those of classes. */
  private static boolean areNumbered(Set<Double> numbers) {
    return isFew(numbers.size())
        && numbers.stream().allMatch(number -> number == Math.rint(number));
  }

  /** Whether so many whole numbers are taken for those of classes. */
  static boolean isFew(int numbers) {
    return numbers <= MOST_NUMBERED;
  }

  private static boolean isPresence(ColumnSummary label) {
    return label.texts().isEmpty()
        ? label.numbers().stream().allMatch(number -> number == 0 || number == 1)
        : Bool.areTruths(label.texts());
  }
}
