package io.kindling.partitioning.reading;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the targets of a model are called.
 *
 * @param names of the columns of labels, in the order of the targets; none where that is not known
 * @param classes the names of the classes of a model that tells one for each row, from class 0 on;
 *     none where they are not known, or there are none
 */
public record Labels(List<String> names, List<String> classes) implements Serializable {
  /** Nothing is known of them. */
  public static final Labels UNKNOWN = new Labels(List.of(), List.of());

  /** Copies. */
  public Labels {
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }

  /**
   * The labels of the rows to train on.
   *
   * @param targets what they are to the network
   * @throws io.kindling.kernels.spec.InvalidInputException when they are texts of another number of
   *     classes
   */
  public static Labels of(ReadTable table, Task task, TargetRange targets) {
    List<String> classes =
        task == Task.MULTICLASS ? LabelClasses.of(table, table.labels(0), targets) : List.of();
    return new Labels(table.columns().targets(), classes);
  }

  /** A table whose labels are these. */
  public ReadTable applyTo(ReadTable table, Task task) {
    return table.withCodes(
        IntStream.range(0, table.targetsPerRow()).mapToObj(i -> code(table, task, i)).toList());
  }

  private TargetCode code(ReadTable table, Task task, int target) {
    return switch (task) {
      case MULTICLASS -> LabelClasses.code(classes);
      case MULTILABEL -> LabelClasses.ofPresence(table.labels(target));
      case REGRESSION -> TargetCode.NUMBER;
    };
  }
}
