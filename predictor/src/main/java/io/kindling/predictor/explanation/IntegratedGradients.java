package io.kindling.predictor.explanation;

import io.kindling.kernels.math.GaussLegendre;
import io.kindling.kernels.network.PathGradient;
import io.kindling.kernels.network.PathIntegral;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Integrated gradients of a model (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep
 * networks"): what each column of a row contributes to the number that the model predicts of it,
 * against a baseline. Column i gets Σ (x_j − b_j) ∫₀¹ ∂f(b + α (x − b)) / ∂x_j dα over the inputs j
 * of the network that it fills, all categories and the indicator of what is missing among them; x
 * and b are inputs after fill and scaling. They add up to f(x) − f(b); how far they are off is
 * {@link RowAttribution#difference}.
 *
 * <p>The baseline is 0 in every input, unless it is another one: of a column that is standardised
 * or centred the mean of the rows that were trained on, of bytes black, of words no category. An
 * embedded column's path leads from the vector 0 to that of its category. Integrals are by
 * Gauss-Legendre quadrature, with gradients by the layers' own kernels, in float32.
 *
 * <p>For one thread.
 */
public final class IntegratedGradients {
  /** Steps that suffice for most networks. */
  public static final int STEPS = 200;

  private final TrainedModel model;
  private final PathGradient gradient;
  private final RowTransform transform;
  private final OutputChoice choice;
  private final float[] baseline;
  private GaussLegendre rule = new GaussLegendre(STEPS);
  private boolean byPosition;

  /** The integrated gradients of a model, with the usual settings. */
  public IntegratedGradients(TrainedModel model) {
    this.model = model;
    this.gradient = new PathGradient(model.spec(), model.sharedParameters());
    this.transform = model.preprocessing().transform();
    this.choice = new OutputChoice(model);
    this.baseline = new float[transform.outputs()];
    for (int i = 0; i < baseline.length; i++) {
      baseline[i] = gradient.isCategory(i) ? Float.NaN : 0;
    }
  }

  /**
   * In how many points of the path gradients are computed.
   *
   * @throws IllegalArgumentException unless there is at least 1
   */
  public IntegratedGradients steps(int steps) {
    rule = new GaussLegendre(Require.atLeast(1, "Steps", steps));
    return this;
  }

  /** Which number of the prediction is explained; probabilities and values by default. */
  public IntegratedGradients score(Score explained) {
    choice.score(explained);
    return this;
  }

  /**
   * Which class, label or target is explained, by its name; by default the one that is predicted,
   * the most probable label, or the first target.
   *
   * @throws InvalidInputException when the model has none of the name
   */
  public IntegratedGradients output(String name) {
    choice.output(name);
    return this;
  }

  /** Whether each value of a vector is a column by itself; those without names always are. */
  public IntegratedGradients byPosition(boolean apart) {
    byPosition = apart;
    return this;
  }

  /**
   * Takes a row for the baseline.
   *
   * @param kept as rows are kept; (features)
   */
  public IntegratedGradients baselineOfKept(float[] kept) {
    System.arraycopy(inputs(kept), 0, baseline, 0, baseline.length);
    return this;
  }

  /**
   * Takes inputs of the network for the baseline, such as the means over some rows. An embedded
   * column's path leads from the vector 0 all the same.
   *
   * @param inputs after fill and scaling; (inputs)
   */
  public IntegratedGradients baselineOfInputs(float[] inputs) {
    if (inputs.length != baseline.length) {
      throw new IllegalArgumentException(
          "A baseline must have %s inputs, got %s".formatted(baseline.length, inputs.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      baseline[i] = gradient.isCategory(i) ? Float.NaN : inputs[i];
    }
    return this;
  }

  /**
   * Explains what the model says of a row.
   *
   * @param row the features as a source gives them: not scaled, the number of its category for a
   *     one-hot column, that of its bucket for a hashed one, NaN for what is missing; (features)
   */
  public RowAttribution attribute(float[] row) {
    return attributeKept(model.preprocessing().origins().kept(row));
  }

  /**
   * The same of a row as it is kept.
   *
   * @throws InvalidInputException when the model's outputs for it are not finite
   */
  public RowAttribution attributeKept(float[] kept) {
    float[] row = inputs(kept);
    float[] given = gradient.outputs(row);
    for (float value : given) {
      if (!Float.isFinite(value)) {
        throw InvalidInputException.at("the row", "an output of " + value, "a finite number");
      }
    }
    int which = choice.of(given);
    ExplainedOutput explained = choice.explained(given, which);
    PathIntegral integral = gradient.integrate(baseline, row, explained, rule);
    double[] outputs = integral.outputs();
    List<Double> features = ofFeatures(integral.attributions());
    return new RowAttribution(
        outputs().get(which),
        choice.scoreName(),
        choice.predictedClass(given),
        outputs[outputs.length - 1],
        outputs[0],
        columns(kept, features),
        features,
        IntStream.range(0, kept.length)
            .mapToObj(i -> kept[i] + model.preprocessing().origins().of(i))
            .toList(),
        Arrays.stream(integral.places()).boxed().toList(),
        Arrays.stream(outputs).boxed().toList());
  }

  private float[] inputs(float[] kept) {
    if (kept.length != transform.inputs()) {
      throw new IllegalArgumentException(
          "A row must have %s features, got %s".formatted(transform.inputs(), kept.length));
    }
    float[] inputs = new float[transform.outputs()];
    System.arraycopy(kept, 0, inputs, transform.lead(), kept.length);
    transform.apply(inputs, 0);
    return inputs;
  }

  /** What can be explained: the classes, labels or targets. */
  public List<String> outputs() {
    return choice.outputs();
  }

  /** Of each feature, what the inputs that it fills are attributed. */
  private List<Double> ofFeatures(double[] inputs) {
    Preprocessing preprocessing = model.preprocessing();
    double[] sums = new double[preprocessing.features()];
    int input = 0;
    for (int feature = 0; feature < sums.length; feature++) {
      int width =
          preprocessing.columns().isEmpty() ? 1 : preprocessing.columns().get(feature).width();
      for (int i = 0; i < width; i++) {
        sums[feature] += inputs[input++];
      }
    }
    for (int feature : preprocessing.indicated()) {
      sums[feature] += inputs[input++];
    }
    return Arrays.stream(sums).boxed().toList();
  }

  private List<ColumnAttribution> columns(float[] kept, List<Double> features) {
    Preprocessing preprocessing = model.preprocessing();
    List<ColumnAttribution> columns = new ArrayList<>();
    boolean apart = byPosition || preprocessing.columns().isEmpty();
    for (SourceColumn column : SourceColumn.of(preprocessing, apart)) {
      double sum = column.features().stream().mapToDouble(features::get).sum();
      columns.add(
          new ColumnAttribution(
              column.name(), new KeptValues(preprocessing).text(column, kept), sum));
    }
    return columns;
  }
}
