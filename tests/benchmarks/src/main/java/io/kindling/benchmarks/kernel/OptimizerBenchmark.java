package io.kindling.benchmarks.kernel;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterLayout;
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

/** A step of an optimizer for the 795 units + 10 parameters of 784-units-10. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OptimizerBenchmark {
  /** Which. */
  @Param({"sgd", "momentum", "rmsprop", "adam", "adamw", "lars", "lamb"})
  private String name;

  /** In the hidden layer. */
  @Param({"128", "2048"})
  private int units;

  private Optimizer optimizer;
  private OptimizerState state;
  private float[] theta;
  private float[] sum;
  private float[] gradient;

  /** Starts. */
  @Setup
  public void start() {
    ParameterLayout layout =
        new ModelSpec(
                Shape.vector(784),
                NetworkSpec.of(new Dense(units), new Dense(10)),
                new SoftmaxCrossEntropy())
            .compile()
            .parameters();
    optimizer = Optimizer.CATALOGUE.read(Setting.scalar("optimizer", name));
    state = optimizer.initialState(layout);
    theta = Noise.of(layout.size());
    sum = Noise.of(layout.size());
    gradient = new float[sum.length];
  }

  /** θ ← θ − step. */
  @Benchmark
  public float[] step() {
    System.arraycopy(sum, 0, gradient, 0, sum.length); // a step may overwrite it
    state.nextStep();
    optimizer.step(theta, gradient, 1e-6, state);
    return theta;
  }
}
