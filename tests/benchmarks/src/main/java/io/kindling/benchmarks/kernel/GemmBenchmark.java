package io.kindling.benchmarks.kernel;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
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

/** The matrix product of a dense layer: rows × inputs times inputs × units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GemmBenchmark {
  /** Whose product. */
  @Param({"native", "java"})
  private String backend;

  /** Rows, inputs and units. */
  @Param({"64x784x128", "512x784x512", "2048x2048x2048"})
  private String shape;

  private Blas blas;
  private int rows;
  private int inputs;
  private int units;
  private float[] x;
  private float[] w;
  private float[] y;

  /** Fills the matrices. */
  @Setup
  public void fill() {
    System.setProperty("kindling.blas", backend);
    blas = Blas.get();
    String[] sizes = shape.split("x", -1);
    rows = Integer.parseInt(sizes[0]);
    inputs = Integer.parseInt(sizes[1]);
    units = Integer.parseInt(sizes[2]);
    x = Noise.of(rows * inputs);
    w = Noise.of(units * inputs);
    y = new float[rows * units];
  }

  /** x · wᵀ. */
  @Benchmark
  public float[] product() {
    blas.gemm(Transpose.NO, Transpose.YES, rows, units, inputs, x, 0, w, 0, y, 0);
    return y;
  }
}
