package io.kindling.kernels.layer.activation;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxLayerTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "4, 2", "3, 7", "5, 300"})
  void everyRowIsThatOfTheDefinitionWithItsGradient(int rows, int units) {
    float[] x = new float[rows * units];
    float[] dy = new float[rows * units];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (2 * CounterRandom.gaussian(1, i));
      dy[i] = (float) CounterRandom.gaussian(2, i);
    }
    double[] y = new double[x.length];
    double[] dx = new double[x.length];
    for (int from = 0; from < x.length; from += units) {
      double sum = 0;
      double mean = 0;
      for (int i = from; i < from + units; i++) {
        sum += Math.exp(x[i]);
      }
      for (int i = from; i < from + units; i++) {
        y[i] = Math.exp(x[i]) / sum;
        mean += y[i] * dy[i];
      }
      for (int i = from; i < from + units; i++) {
        dx[i] = y[i] * (dy[i] - mean);
      }
    }
    LayerRun run = LayerRun.training(rows, x, new Softmax());

    assertClose("y", y, run.forward(), FLOAT);
    assertClose("dx", dx, run.backward(dy), FLOAT);
  }

  @Test
  void largeValuesDoNotOverflow() {
    float[] y = LayerRun.training(1, new float[] {1000, 1000, -1000}, new Softmax()).forward();

    assertClose("y", new double[] {0.5, 0.5, 0}, y, FLOAT);
  }

  @Test
  void theShapeStaysAsItIs() {
    Shape image = new Shape(List.of(2, 3, 4));

    assertEquals(image, new Softmax().outputShape(image));
    assertEquals(image, new Prelu().outputShape(image));
  }
}
