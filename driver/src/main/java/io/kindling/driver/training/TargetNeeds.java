package io.kindling.driver.training;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.SourceTable;

/**
 * What a model's loss needs of the targets of a row.
 *
 * @param perRow how many there must be
 * @param range what each may be
 */
record TargetNeeds(int perRow, TargetRange range) {
  /** What {@code model} needs. Every loss takes one target so far. */
  static TargetNeeds of(ModelSpec model) {
    return new TargetNeeds(1, model.loss().targets(model.compile().outputs()));
  }

  /**
   * Checks how many targets a table has.
   *
   * @throws InvalidInputException when there are more or fewer
   */
  void check(SourceTable table) {
    int found = table.targetsPerRow();
    if (found != perRow) {
      throw InvalidInputException.atSetting(
          "label",
          "%d %s in %s".formatted(found, found == 1 ? "column" : "columns", table.name()),
          perRow == 1 ? "1" : perRow + ", one for each output");
    }
  }
}
