import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.Normal;
import io.kindling.kernels.spec.Shape;
import io.kindling.submit.chart.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws how large values are behind each layer of a deep network before it has learnt anything:
 * they vanish with weights that start too small, explode with weights that start too large, and
 * stay with Glorot's start for tanh and He's for ReLU.
 *
 * <p>Usage: {@code examples/draw DepthVariances [PICTURE.svg]}.
 */
public final class DepthVariances {
  private static final int LAYERS = 10;
  private static final int UNITS = 256;
  private static final int ROWS = 200;

  /** In tanh's nearly linear range: beyond it tanh itself takes from the variance. */
  private static final double INPUT_DEVIATION = 0.1;

  private DepthVariances() {}

  /** Prints a table and writes the picture. */
  public static void main(String[] arguments) throws IOException {
    Path picture = Path.of(arguments.length > 0 ? arguments[0] : "depth-variances.svg");
    LineChart chart =
        new LineChart("Mean square of the values behind each layer", "layer", "mean square")
            .logarithmicY();
    draw(chart, "tanh, Glorot", new Tanh(), new GlorotUniform());
    draw(chart, "ReLU, He", new Relu(), new HeNormal());
    draw(chart, "ReLU, Glorot", new Relu(), new GlorotUniform());
    draw(chart, "tanh, σ = 0.01", new Tanh(), new Normal(0.01));
    draw(chart, "ReLU, σ = 0.01", new Relu(), new Normal(0.01));
    draw(chart, "ReLU, σ = 0.2", new Relu(), new Normal(0.2));
    chart.write(picture);
    System.out.println("Drawn to " + picture);
  }

  private static void draw(
      LineChart chart, String name, LayerSpec activation, Initializer initializer) {
    List<Double> layers = new ArrayList<>();
    List<Double> squares = new ArrayList<>();
    float[] values = input();
    for (int layer = 0; layer <= LAYERS; layer++) {
      layers.add((double) layer);
      squares.add(meanSquare(values));
      values = through(new Dense(UNITS, initializer), activation, values, layer);
    }
    chart.add(name, layers, squares);
    System.out.printf(
        Locale.ROOT, "%-15s %8.2g → %8.2g%n", name, squares.get(0), squares.get(LAYERS));
  }

  /** The values behind one more layer, whose weights are drawn from {@code seed}. */
  private static float[] through(Dense dense, LayerSpec activation, float[] values, long seed) {
    NetworkSpec spec = NetworkSpec.of(List.of(dense, activation));
    Network network = new ModelSpec(Shape.vector(UNITS), spec, new SquaredError()).compile();
    Workspace workspace = Workspace.forEvaluation(network, ROWS);
    System.arraycopy(values, 0, workspace.input(), 0, values.length);
    network.forward(Pass.evaluation(ROWS, network.parameters().initialParameters(seed)), workspace);
    return workspace.logits().clone();
  }

  private static float[] input() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[ROWS * UNITS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, INPUT_DEVIATION);
    }
    return values;
  }

  private static double meanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }
}
