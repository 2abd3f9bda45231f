package io.kindling.predictor.explanation;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.network.OutputFunction;
import io.kindling.predictor.preprocess.TargetScale;
import java.util.Arrays;

/**
 * The number that is explained, made of a row of outputs: a logit z_c, a probability that is the
 * softmax or the sigmoid of the logits, or a value in the units of the data. Of two classes with
 * one output, class 0 has the logit −z and the probability 1 − σ(z).
 */
final class ExplainedOutput implements OutputFunction {
  private enum Form {
    LINEAR,
    SOFTMAX,
    SIGMOID
  }

  private final Form form;
  private final int output;
  private final int outputs;
  private final double factor;
  private final double shift;

  private ExplainedOutput(Form form, int output, int outputs, double factor, double shift) {
    this.form = form;
    this.output = output;
    this.outputs = outputs;
    this.factor = factor;
    this.shift = shift;
  }

  /**
   * A number of a model's prediction.
   *
   * @param which class, label or target
   * @param outputs of the network
   */
  static ExplainedOutput of(Loss loss, Score score, int which, int outputs, TargetScale targets) {
    if (loss.task() == Task.REGRESSION) {
      boolean scaled = targets.factor().length > 0 && score == Score.PREDICTION;
      return new ExplainedOutput(
          Form.LINEAR,
          which,
          outputs,
          scaled ? 1 / (double) targets.factor()[which] : 1,
          scaled ? targets.shift()[which] : 0);
    }
    boolean oneOutput = loss.task() == Task.MULTICLASS && outputs == 1;
    boolean other = oneOutput && which == 0;
    int output = oneOutput ? 0 : which;
    double sign = other ? -1 : 1;
    if (score == Score.LOGIT || !loss.takesLogits()) {
      boolean probability = !loss.takesLogits();
      return new ExplainedOutput(Form.LINEAR, output, outputs, sign, other && probability ? 1 : 0);
    }
    boolean softmax = loss.task() == Task.MULTICLASS && !oneOutput;
    return new ExplainedOutput(softmax ? Form.SOFTMAX : Form.SIGMOID, output, outputs, sign, 0);
  }

  @Override
  public double value(float[] values, int from) {
    double z = values[from + output];
    return switch (form) {
      case LINEAR -> z * factor + shift;
      case SIGMOID -> sigmoid(factor * z);
      case SOFTMAX -> softmax(values, from, output);
    };
  }

  @Override
  public void derive(float[] values, int from, float[] gradient) {
    Arrays.fill(gradient, from, from + outputs, 0f);
    switch (form) {
      case LINEAR -> gradient[from + output] = (float) factor;
      case SIGMOID -> {
        double p = sigmoid(values[from + output]);
        gradient[from + output] = (float) (factor * p * (1 - p));
      }
      case SOFTMAX -> {
        double p = softmax(values, from, output);
        for (int i = 0; i < outputs; i++) {
          double same = i == output ? 1 : 0;
          gradient[from + i] = (float) (p * (same - softmax(values, from, i)));
        }
      }
    }
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private double softmax(float[] values, int from, int which) {
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      sum += Math.exp((double) values[from + i] - values[from + which]);
    }
    return 1 / sum;
  }
}
