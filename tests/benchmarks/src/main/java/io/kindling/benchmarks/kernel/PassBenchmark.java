package io.kindling.benchmarks.kernel;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Forward, loss and backward of 784-128-10 over 64 rows, by the layer between the dense ones. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PassBenchmark {
  private static final int ROWS = 64;
  private static final int CLASSES = 10;

  /** Its name in config files. */
  @Param({
    "relu",
    "sigmoid",
    "tanh",
    "gelu",
    "gelu_tanh",
    "silu",
    "softplus",
    "leaky_relu",
    "elu",
    "selu",
    "prelu",
    "softmax",
    "layer_norm",
    "batch_norm"
  })
  private String between;

  private Objective objective;
  private Workspace workspace;
  private float[] theta;
  private GradientSum sum;

  /** Draws inputs and parameters. */
  @Setup
  public void start() {
    LayerSpec layer = LayerCatalogue.LAYERS.read(Setting.scalar("network", between));
    objective =
        new Objective(
            new ModelSpec(
                Shape.vector(784),
                NetworkSpec.of(new Dense(128), layer, new Dense(CLASSES)),
                new SoftmaxCrossEntropy()));
    workspace = Workspace.forTraining(objective.network(), ROWS);
    System.arraycopy(Noise.of(ROWS * 784), 0, workspace.input(), 0, ROWS * 784);
    for (int row = 0; row < ROWS; row++) {
      workspace.targets()[row] = row % CLASSES;
      workspace.weights()[row] = 1;
    }
    theta = objective.network().parameters().initialParameters(1);
    sum = new GradientSum(objective.network().parameters());
  }

  /** Σ over the rows of loss and gradient. */
  @Benchmark
  public GradientSum pass() {
    objective.gradient(ROWS, 1, theta, workspace, sum);
    return sum;
  }
}
