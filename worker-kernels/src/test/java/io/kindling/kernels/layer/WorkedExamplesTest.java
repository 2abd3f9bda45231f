package io.kindling.kernels.layer;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Goldens;
import org.junit.jupiter.api.Test;

/** Computation graphs that lectures work through by hand, as layers. */
class WorkedExamplesTest {
  private static final JsonNode EXAMPLES = Goldens.read("worked_examples.json");

  /** (x + y) z is a dense unit with both weights z: its gradient by z is that by both weights. */
  @Test
  void aSumTimesAFactor() {
    JsonNode golden = EXAMPLES.get("(x+y)z at (-2,5,-4)");
    Run run = new Run(new Dense(1), 1, new float[] {-2, 5}, new float[] {-4, -4, 0});

    run.backward(1);

    assertClose("f", golden.get("f").doubleValue(), run.y[0], FLOAT);
    assertClose(
        "gradient",
        Goldens.doubles(golden.get("grad")),
        new float[] {run.dx[0], run.dx[1], run.gradient[0] + run.gradient[1]},
        FLOAT);
  }

  @Test
  void aSigmoidNeuron() {
    JsonNode golden = EXAMPLES.get("sigmoid(w0x0+w1x1+w2) at w=(2,-3,-3), x=(-1,-2)");
    Run sum = new Run(new Dense(1), 1, new float[] {-1, -2}, new float[] {2, -3, -3});
    Run sigmoid = new Run(new Sigmoid(), 1, sum.y, new float[0]);

    sigmoid.backward(1);
    sum.backward(sigmoid.dx);

    assertClose("f", golden.get("f").doubleValue(), sigmoid.y[0], FLOAT);
    assertClose("dw", Goldens.doubles(golden.get("dw")), sum.gradient, FLOAT);
    assertClose("dx", Goldens.doubles(golden.get("dx")), sum.dx, FLOAT);
  }

  /** f = ½ ‖XW‖²: the gradient by XW is XW itself. */
  @Test
  void halfTheSquaredNormOfAProduct() {
    JsonNode golden = EXAMPLES.get("half squared norm of XW, X=[[2],[6]], W=[[1,2]]");
    Run run = new Run(new Dense(2), 2, new float[] {2, 6}, new float[] {1, 2, 0, 0});
    double f = 0;
    for (float value : run.y) {
      f += 0.5 * value * value;
    }

    run.backward(run.y.clone());

    assertClose("f", golden.get("f").doubleValue(), f, FLOAT);
    assertClose("dX", Goldens.doubles(golden.get("dX")), run.dx, FLOAT);
    float[] dW = {run.gradient[0], run.gradient[1]};
    assertClose("dW", Goldens.doubles(golden.get("dW")), dW, FLOAT);
  }

  /** A layer computed on some rows. */
  private static final class Run {
    private final Layer layer;
    private final Pass pass;
    private final float[] x;
    private final float[] theta;
    private final float[] y;
    private final float[] dx;
    private final float[] gradient;

    Run(LayerSpec spec, int rows, float[] x, float[] theta) {
      this.layer =
          spec.compile(0, Shape.vector(x.length / rows), new ParameterLayout.Builder())
              .orElseThrow();
      this.pass = Pass.training(rows, 0);
      this.x = x;
      this.theta = theta;
      this.y = new float[rows * layer.outputs()];
      this.dx = new float[x.length];
      this.gradient = new float[theta.length];
      layer.forward(pass, theta, x, y, new float[0]);
    }

    void backward(float... dy) {
      layer.backward(pass, theta, x, y, new float[0], dy, dx, gradient);
    }
  }
}
