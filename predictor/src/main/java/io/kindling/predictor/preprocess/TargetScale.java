package io.kindling.predictor.preprocess;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.Serializable;

/**
 * The fitted scaling of the targets of a regression, each by itself: t ← (t − shift) · factor. It
 * is computed in double precision, so that of targets far from 0 nothing is lost but what float32
 * had lost before. Travels, under Kryo too, hence no record.
 */
public final class TargetScale implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String KEY = "data.label_scale";

  /** Targets stay as they are. */
  public static final TargetScale NONE =
      new TargetScale(ScaleMode.NONE, new float[0], new float[0]);

  private final ScaleMode mode;
  private final float[] shift;
  private final float[] factor;

  /** A scaling with a shift and a factor, which is not 0, for each target. */
  public TargetScale(ScaleMode mode, float[] shift, float[] factor) {
    this.mode = mode;
    this.shift = shift.clone();
    this.factor = factor.clone();
  }

  /**
   * Whether targets of a loss can be scaled: they are numbers, and outputs are predictions of them
   * as they are, one for each.
   */
  public static boolean suits(Loss loss, int outputs) {
    return loss.task() == Task.REGRESSION
        && !loss.takesLogits()
        && loss.targets(outputs).perRow() == outputs;
  }

  /**
   * Checks that targets of a loss can be scaled, if they are to be.
   *
   * @throws InvalidInputException when they cannot
   */
  public static void check(ScaleMode mode, Loss loss, int outputs) {
    if (mode != ScaleMode.NONE && !suits(loss, outputs)) {
      throw InvalidInputException.atSetting(
          KEY,
          "'%s' with the loss %s".formatted(mode.configName(), Loss.CATALOGUE.nameOf(loss)),
          "a loss of regression, such as squared_error");
    }
  }

  /** How it was fitted. */
  public ScaleMode mode() {
    return mode;
  }

  /** What is subtracted from each target; a copy. */
  public float[] shift() {
    return shift.clone();
  }

  /** What each target is then multiplied by; a copy. */
  public float[] factor() {
    return factor.clone();
  }

  /** Scales the targets of a row at {@code values[offset …]} in place. */
  public void apply(float[] values, int offset) {
    for (int i = 0; i < shift.length; i++) {
      values[offset + i] = (float) ((values[offset + i] - (double) shift[i]) * factor[i]);
    }
  }

  /** Takes the predictions of the first rows back to the units of the data, in place. */
  public void undo(float[] values, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < shift.length; i++) {
        int at = row * shift.length + i;
        values[at] = (float) (values[at] / (double) factor[i] + shift[i]);
      }
    }
  }
}
