package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.math.GaussLegendre;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a network's output by its inputs, integrated along the straight path from a
 * baseline b to a row x: (x_i − b_i) ∫₀¹ ∂f(b + α (x − b)) / ∂x_i dα, the attributions of
 * Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep networks". They add up to f(x) −
 * f(b), but for the error of the quadrature.
 *
 * <p>Numbers of categories, which an embedding takes, lie on no line. Such an input stays as it is
 * in the row, and the path leads through the embedded values: from the vector of the baseline's
 * category, or from 0, to that of the row's. What its vector is attributed is the input's.
 *
 * <p>The gradients are those of the layers' own way back, in evaluation mode: dropout drops nothing
 * and batch normalisation goes by its running statistics. Points of the path are the rows of a
 * batch. For one thread.
 */
public final class PathGradient {
  private static final int MOST_POINTS = 64;
  private static final int MOST_VALUES = 1 << 22; // in a batch of inputs

  private final Network network;
  private final float[] theta;
  private final Workspace workspace;
  private final @Nullable EmbeddedPath[] embedded; // by the number of the value
  private final boolean[] isCategory; // of each input

  /** The gradients of a model with these parameters, which are not copied. */
  public PathGradient(ModelSpec spec, float[] theta) {
    this.network = Network.compileToInput(spec);
    this.theta = theta;
    int inputs = network.input().size();
    int capacity = Math.max(2, Math.min(MOST_POINTS, MOST_VALUES / inputs));
    this.workspace = Workspace.forTraining(network, capacity);
    this.embedded = new EmbeddedPath[network.widths().size()];
    this.isCategory = new boolean[inputs];
    List<int[]> passed = network.passed();
    for (Operation operation : network.operations()) {
      if (operation instanceof LayerOperation of && of.layer().categories() > 0) {
        int[] taken = passed.get(of.source().value());
        if (Arrays.stream(taken).allMatch(input -> input >= 0)) {
          embedded[of.target()] = new EmbeddedPath(taken, of.layer().outputs());
          Arrays.stream(taken).forEach(input -> isCategory[input] = true);
        }
      }
    }
  }

  /** Whether an input is the number of a category that an embedding takes. */
  public boolean isCategory(int input) {
    return isCategory[input];
  }

  /** What the network gives for a row of inputs: (outputs). */
  public float[] outputs(float[] row) {
    System.arraycopy(row, 0, workspace.input(), 0, row.length);
    network.forward(Pass.explanation(1, theta, workspace.discards()), workspace);
    return Arrays.copyOf(workspace.logits(), network.outputs());
  }

  /**
   * Integrates.
   *
   * @param baseline (inputs); NaN for a category's number whose path starts at the vector 0
   * @param row (inputs)
   * @param output what is explained
   * @param rule where the gradient is evaluated
   */
  public PathIntegral integrate(
      float[] baseline, float[] row, OutputFunction output, GaussLegendre rule) {
    findEnds(baseline, row);
    int inputs = row.length;
    double[] sums = new double[inputs];
    double[] outputs = new double[rule.size() + 2];
    double[] places = new double[outputs.length];
    for (int k = 0; k < rule.size(); k++) {
      places[k + 1] = rule.node(k);
    }
    places[places.length - 1] = 1;
    for (int first = 0; first < places.length; first += workspace.capacity()) {
      int points = Math.min(workspace.capacity(), places.length - first);
      double[] some = Arrays.copyOfRange(places, first, first + points);
      Pass pass = Pass.explanation(points, theta, workspace.discards());
      for (int point = 0; point < points; point++) {
        place(baseline, row, some[point], point);
      }
      forward(pass, (path, values) -> path.place(some, values));
      double[] weights = new double[points];
      for (int point = 0; point < points; point++) {
        int from = point * network.outputs();
        int k = first + point - 1;
        outputs[first + point] = output.value(workspace.logits(), from);
        weights[point] = k >= 0 && k < rule.size() ? rule.weight(k) : 0; // the ends are for show
        output.derive(workspace.logits(), from, workspace.logitsGradient());
      }
      backward(pass, weights, sums);
    }
    for (int i = 0; i < inputs; i++) {
      sums[i] *= isCategory[i] ? 1 : (double) row[i] - baseline[i];
    }
    return new PathIntegral(sums, places, outputs);
  }

  /** The embedded values of both ends. */
  private void findEnds(float[] baseline, float[] row) {
    int inputs = row.length;
    float[] x = workspace.input();
    System.arraycopy(row, 0, x, 0, inputs);
    for (int i = 0; i < inputs; i++) {
      x[inputs + i] = Float.isNaN(baseline[i]) ? row[i] : baseline[i];
    }
    Pass pass = Pass.explanation(2, theta, workspace.discards());
    forward(pass, (path, values) -> path.setEnds(values, baseline));
  }

  private void place(float[] baseline, float[] row, double alpha, int point) {
    float[] x = workspace.input();
    int from = point * row.length;
    for (int i = 0; i < row.length; i++) {
      x[from + i] =
          isCategory[i] ? row[i] : (float) (baseline[i] + alpha * ((double) row[i] - baseline[i]));
    }
  }

  /** The forward pass, on whose way {@code embed} is given what each embedding gave. */
  private void forward(Pass pass, BiConsumer<EmbeddedPath, float[]> embed) {
    for (Operation operation : network.operations()) {
      operation.forward(pass, workspace);
      EmbeddedPath path = embedded[operation.target()];
      if (path != null) {
        embed.accept(path, workspace.value(operation.target()));
      }
    }
  }

  /** Adds the weighted gradients of the points to the sums of the inputs. */
  private void backward(Pass pass, double[] weights, double[] sums) {
    List<Operation> operations = network.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      EmbeddedPath path = embedded[operation.target()];
      if (path != null) {
        path.attribute(workspace.gradient(operation.target()), weights, sums);
      }
      operation.backward(pass, workspace);
    }
    float[] dx = workspace.gradient(0);
    for (int point = 0; point < weights.length; point++) {
      int from = point * sums.length;
      for (int i = 0; i < sums.length && weights[point] != 0; i++) {
        sums[i] += isCategory[i] ? 0 : weights[point] * dx[from + i];
      }
    }
  }

  /** The way of what an embedding gives. */
  private static final class EmbeddedPath {
    private final int[] inputs; // of the network, which its own are
    private final int width;
    private final float[] baseline;
    private final float[] row;

    EmbeddedPath(int[] inputs, int width) {
      this.inputs = inputs;
      this.width = width;
      this.baseline = new float[width];
      this.row = new float[width];
    }

    private int dimensions() {
      return width / inputs.length;
    }

    void setEnds(float[] values, float[] inputsOfBaseline) {
      System.arraycopy(values, 0, row, 0, width);
      for (int i = 0; i < width; i++) {
        boolean none = Float.isNaN(inputsOfBaseline[inputs[i / dimensions()]]);
        baseline[i] = none ? 0 : values[width + i];
      }
    }

    void place(double[] alphas, float[] values) {
      for (int point = 0; point < alphas.length; point++) {
        for (int i = 0; i < width; i++) {
          values[point * width + i] =
              (float) (baseline[i] + alphas[point] * ((double) row[i] - baseline[i]));
        }
      }
    }

    void attribute(float[] gradient, double[] weights, double[] sums) {
      for (int point = 0; point < weights.length; point++) {
        for (int i = 0; i < width && weights[point] != 0; i++) {
          double moved = (double) row[i] - baseline[i];
          sums[inputs[i / dimensions()]] += weights[point] * gradient[point * width + i] * moved;
        }
      }
    }
  }
}
