package io.kindling.driver.evaluation;

import java.io.Serializable;

/** Makes the cells that {@link FrameScorer} adds to a row. Goes to tasks. */
@FunctionalInterface
public interface RowOutputs extends Serializable {
  /**
   * The cells of the added columns, in their order and of their types.
   *
   * @param raw the network's outputs before the loss makes predictions of them, such as logits;
   *     (outputs), for this row alone
   * @param outputs probabilities, or predicted numbers in the units of the data; likewise
   */
  Object[] cells(double[] raw, double[] outputs);

  /** What a row should be, in the words of whoever has it scored. */
  default String expected(String words) {
    return words;
  }
}
