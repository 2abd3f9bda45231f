package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Which passes a profile makes, seen by layers that look on. */
final class NetworkProfilePassesTest {
  private static final int ROWS = 4;
  private static final int WIDTH = 3;
  private static final int PASSES = 5 + 11;

  private final Onlooker first = new Onlooker();
  private final Onlooker last = new Onlooker();

  @Test
  void everyKernelRunsForwardAndBackwardInEachPass() {
    measure();
    assertEquals(PASSES, first.forwards);
    assertEquals(PASSES, first.backwards);
    assertEquals(PASSES, last.forwards);
    assertEquals(PASSES, last.backwards);
  }

  @Test
  void inputsAreZerosAndOnesAndTheGradientIsThatOfAMean() {
    measure();
    float[] inputs = new float[ROWS * WIDTH];
    for (int i = 1; i < inputs.length; i += 2) {
      inputs[i] = 1;
    }
    float[] gradient = new float[ROWS * WIDTH];
    Arrays.fill(gradient, 0.25f);
    assertArrayEquals(inputs, first.x);
    assertArrayEquals(gradient, last.dy);
  }

  @Test
  void aPassThatTakesLongDoesNotCount() {
    first.slowForward = 6; // the first that is not for warming up
    NetworkProfile profile = measure();
    double typical = profile.kernels().get(0).forward();
    assertTrue(typical < 0.025, profile.toString());
  }

  private NetworkProfile measure() {
    Network network =
        new ModelSpec(
                Shape.vector(WIDTH),
                NetworkSpec.of(first.spec(), new Dense(WIDTH), last.spec()),
                new SoftmaxCrossEntropy())
            .compile();
    TouchedArray gradient = TouchedArray.whole(new float[network.parameters().size()]);
    return NetworkProfile.measure(network, ROWS, 0, gradient);
  }

  /** A layer that changes nothing. */
  private static final class Onlooker implements Layer {
    private int forwards;
    private int backwards;
    private int slowForward;
    private float[] x = new float[0];
    private float[] dy = new float[0];

    @SuppressWarnings("serial") // it does not travel
    LayerSpec spec() {
      return new LayerSpec() {
        @Override
        public Shape outputShape(Shape input) {
          return input;
        }

        @Override
        public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
          return Optional.of(Onlooker.this);
        }
      };
    }

    @Override
    public int inputs() {
      return WIDTH;
    }

    @Override
    public int outputs() {
      return WIDTH;
    }

    /** So that backward comes to it, though it is the first. */
    @Override
    public boolean trainable() {
      return true;
    }

    @Override
    public void forward(Pass pass, LayerBuffers buffers) {
      if (++forwards == slowForward) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      x = buffers.x().clone();
      System.arraycopy(buffers.x(), 0, buffers.y(), 0, ROWS * WIDTH);
    }

    @Override
    public void backward(Pass pass, LayerBuffers buffers) {
      backwards++;
      dy = buffers.dy().clone();
      float[] dx = buffers.dx();
      if (dx != null) {
        System.arraycopy(buffers.dy(), 0, dx, 0, ROWS * WIDTH);
      }
    }
  }
}
