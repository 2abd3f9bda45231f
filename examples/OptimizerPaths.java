import io.kindling.driver.optimizer.Adagrad;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Nesterov;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.driver.optimizer.Rmsprop;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Shape;
import io.kindling.submit.chart.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the paths of optimizers down a long valley, f(x, y) = ½ (x² + 20 y²): plain descent jumps
 * from wall to wall, momentum swings past the minimum and comes back, and what divides by the size
 * of past gradients goes along both axes alike.
 *
 * <p>Usage: {@code examples/draw OptimizerPaths [PICTURE.svg]}.
 */
public final class OptimizerPaths {
  private static final double CURVATURE_X = 1;
  private static final double CURVATURE_Y = 20;
  private static final float START_X = -4;
  private static final float START_Y = 1;
  private static final int STEPS = 60;

  private OptimizerPaths() {}

  /** Prints where each path ends and writes the picture. */
  public static void main(String[] arguments) throws IOException {
    Path picture = Path.of(arguments.length > 0 ? arguments[0] : "optimizer-paths.svg");
    LineChart chart = new LineChart("Paths down ½ (x² + 20 y²), " + STEPS + " steps", "x", "y");
    for (double height : new double[] {0.25, 1, 2.5, 5, 9, 14, 20}) {
      drawContour(chart, height);
    }
    draw(chart, "sgd", new Sgd(0.09));
    draw(chart, "momentum", new Momentum(0.02, 0.85));
    draw(chart, "nesterov", new Nesterov(0.02, 0.85));
    draw(chart, "adagrad", new Adagrad(0.8));
    draw(chart, "rmsprop", new Rmsprop(0.1, 0.9, 1e-8));
    draw(chart, "adam", new Adam(0.3));
    chart.write(picture);
    System.out.println("Drawn to " + picture);
  }

  private static void draw(LineChart chart, String name, Optimizer optimizer) {
    float[] point = {START_X, START_Y};
    float[] gradient = new float[2];
    OptimizerState state = optimizer.initialState(layout());
    Schedule schedule = optimizer.learningRate().over(STEPS);
    List<Double> xs = new ArrayList<>(List.of((double) point[0]));
    List<Double> ys = new ArrayList<>(List.of((double) point[1]));
    for (int step = 0; step < STEPS; step++) {
      gradient[0] = (float) (CURVATURE_X * point[0]);
      gradient[1] = (float) (CURVATURE_Y * point[1]);
      state.nextStep();
      optimizer.step(point, gradient, schedule.rate(step, List.of()), state);
      xs.add((double) point[0]);
      ys.add((double) point[1]);
    }
    chart.add(name, xs, ys);
    System.out.printf(Locale.ROOT, "%-9s ends at height %.2g%n", name, height(point));
  }

  private static double height(float[] point) {
    return (CURVATURE_X * point[0] * point[0] + CURVATURE_Y * point[1] * point[1]) / 2;
  }

  private static void drawContour(LineChart chart, double height) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int degree = 0; degree <= 360; degree += 3) {
      xs.add(Math.sqrt(2 * height / CURVATURE_X) * Math.cos(Math.toRadians(degree)));
      ys.add(Math.sqrt(2 * height / CURVATURE_Y) * Math.sin(Math.toRadians(degree)));
    }
    chart.addContour("height " + height, xs, ys);
  }

  /** Two weights: the point on the surface is all that there is to learn. */
  private static ParameterLayout layout() {
    Dense dense = new Dense(1, new Zeros(), new Zeros(), false);
    return new ModelSpec(Shape.vector(2), NetworkSpec.of(List.of(dense)), new SquaredError())
        .compile()
        .parameters();
  }
}
