package io.kindling.ml;

import io.kindling.driver.evaluation.RowOutputs;

/** The cell that a regressor adds to a row: a number, or an array of several. */
final class NumberOutputs implements RowOutputs {
  private static final long serialVersionUID = 1L;

  private final boolean prediction;

  /**
   * The cell.
   *
   * @param prediction whether there is one
   */
  NumberOutputs(boolean prediction) {
    this.prediction = prediction;
  }

  @Override
  public Object[] cells(double[] raw, double[] outputs) {
    if (!prediction) {
      return new Object[0];
    }
    return new Object[] {outputs.length == 1 ? outputs[0] : outputs};
  }

  @Override
  public String expected(String words) {
    return ParamNames.in(words);
  }
}
