package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.TableLabels;
import java.util.List;
import java.util.Optional;

/**
 * How many classes or targets the labels to train on have, from which a network's number of outputs
 * follows where that is left open.
 *
 * @param table what errors call it
 * @param labels the columns
 * @param classes how many there are of a single label that can be one
 */
public record TargetCount(String table, List<String> labels, Optional<Integer> classes) {
  /** Copies. */
  public TargetCount {
    labels = List.copyOf(labels);
  }

  /**
   * How many outputs a network has.
   *
   * @throws InvalidInputException when the loss is of classes and the labels are none, or one
   */
  public int outputs(Loss loss) {
    if (loss.task() != Task.MULTICLASS) {
      return loss.outputsFor(labels.size());
    }
    int found =
        classes.orElseThrow(
            () ->
                InvalidInputException.at(
                    table,
                    "labels that are no classes in " + Names.shortened(labels),
                    "a column of texts or whole numbers for a loss of classes"));
    if (found == 1) {
      throw TableLabels.oneClass(table, labels.get(0));
    }
    return loss.outputsFor(found);
  }
}
