package io.kindling.partitioning.reading;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.row.TargetCode;
import java.util.List;
import java.util.stream.IntStream;

/** The labels of tables. */
public final class TableLabels {
  private TableLabels() {}

  /**
   * The labels of the rows to train on.
   *
   * @param targets what they are to the network
   * @throws InvalidInputException when they are texts of another number of classes
   */
  public static Labels of(ReadTable table, Task task, TargetRange targets) {
    List<String> classes =
        task == Task.MULTICLASS ? LabelClasses.of(table, table.labels(0), targets) : List.of();
    return new Labels(table.columns().targets(), classes);
  }

  /** An error: classes cannot be told apart where there is one. */
  public static InvalidInputException oneClass(String table, String label) {
    return InvalidInputException.at(
        table,
        "the same label in every row of column '%s'".formatted(Names.shortened(label)),
        "at least two classes");
  }

  /** A table whose labels are those of a model. */
  public static ReadTable applied(Labels labels, ReadTable table, Task task) {
    return table.withCodes(
        IntStream.range(0, table.targetsPerRow())
            .mapToObj(i -> code(labels, table, task, i))
            .toList());
  }

  private static TargetCode code(Labels labels, ReadTable table, Task task, int target) {
    return switch (task) {
      case MULTICLASS -> LabelClasses.code(labels.classes());
      case MULTILABEL -> LabelClasses.ofPresence(table.labels(target));
      case REGRESSION -> TargetCode.NUMBER;
    };
  }
}
