package io.kindling.benchmarks.kernel;

import io.kindling.kernels.math.FiniteCheck;
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

/**
 * A look at the parameters of 784-units-10, of which a step takes two: at the gradient, and at θ.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FiniteBenchmark {
  /** In the hidden layer. */
  @Param({"128", "2048"})
  private int units;

  private float[] values;

  /** Starts. */
  @Setup
  public void start() {
    values = Noise.of(795 * units + 10);
  }

  /** Whether all are finite. */
  @Benchmark
  public boolean areFinite() {
    return FiniteCheck.areFinite(values);
  }
}
