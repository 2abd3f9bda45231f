package io.kindling.benchmarks.kernel;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
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

/** Forward, loss and backward of 128-classes over 64 rows: a dense layer and softmax. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadBenchmark {
  private static final int ROWS = 64;
  private static final int INPUTS = 128;

  /** How many. */
  @Param({"10", "100", "1000"})
  private int classes;

  private Objective objective;
  private Workspace workspace;
  private float[] theta;
  private GradientSum sum;

  /** Draws inputs and parameters. */
  @Setup
  public void start() {
    objective =
        new Objective(
            new ModelSpec(
                Shape.vector(INPUTS),
                NetworkSpec.of(new Dense(classes)),
                new SoftmaxCrossEntropy()));
    workspace = Workspace.forTraining(objective.network(), ROWS);
    System.arraycopy(Noise.of(ROWS * INPUTS), 0, workspace.input(), 0, ROWS * INPUTS);
    for (int row = 0; row < ROWS; row++) {
      workspace.targets()[row] = row % classes;
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
