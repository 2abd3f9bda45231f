package io.kindling.kernels.layer;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.testing.Goldens;
import io.kindling.kernels.testing.LayerRun;
import org.junit.jupiter.api.Test;

/** Computation graphs that lectures work through by hand, as layers. */
class WorkedExamplesTest {
  private static final JsonNode EXAMPLES = Goldens.read("worked_examples.json");

  /** (x + y) z is a dense unit with both weights z: its gradient by z is that by both weights. */
  @Test
  void aSumTimesAFactor() {
    JsonNode golden = EXAMPLES.get("(x+y)z at (-2,5,-4)");
    LayerRun run = run(new Dense(1), 1, new float[] {-2, 5}, -4, -4, 0);

    float[] y = run.forward();
    float[] dx = run.backward(1);

    assertClose("f", golden.get("f").doubleValue(), y[0], FLOAT);
    assertClose(
        "gradient",
        Goldens.doubles(golden.get("grad")),
        new float[] {dx[0], dx[1], run.gradient()[0] + run.gradient()[1]},
        FLOAT);
  }

  @Test
  void aSigmoidNeuron() {
    JsonNode golden = EXAMPLES.get("sigmoid(w0x0+w1x1+w2) at w=(2,-3,-3), x=(-1,-2)");
    LayerRun sum = run(new Dense(1), 1, new float[] {-1, -2}, 2, -3, -3);
    LayerRun sigmoid = run(new Sigmoid(), 1, sum.forward());

    float[] y = sigmoid.forward();
    float[] dx = sum.backward(sigmoid.backward(1));

    assertClose("f", golden.get("f").doubleValue(), y[0], FLOAT);
    assertClose("dw", Goldens.doubles(golden.get("dw")), sum.gradient(), FLOAT);
    assertClose("dx", Goldens.doubles(golden.get("dx")), dx, FLOAT);
  }

  /** f = ½ ‖XW‖²: the gradient by XW is XW itself. */
  @Test
  void halfTheSquaredNormOfAProduct() {
    JsonNode golden = EXAMPLES.get("half squared norm of XW, X=[[2],[6]], W=[[1,2]]");
    LayerRun run = run(new Dense(2), 2, new float[] {2, 6}, 1, 2, 0, 0);
    float[] y = run.forward();
    double f = 0;
    for (float value : y) {
      f += 0.5 * value * value;
    }

    float[] dx = run.backward(y);

    assertClose("f", golden.get("f").doubleValue(), f, FLOAT);
    assertClose("dX", Goldens.doubles(golden.get("dX")), dx, FLOAT);
    float[] dW = {run.gradient()[0], run.gradient()[1]};
    assertClose("dW", Goldens.doubles(golden.get("dW")), dW, FLOAT);
  }

  private static LayerRun run(LayerSpec spec, int rows, float[] x, float... theta) {
    LayerRun run = LayerRun.training(rows, x, spec);
    System.arraycopy(theta, 0, run.theta(), 0, theta.length);
    return run;
  }
}
