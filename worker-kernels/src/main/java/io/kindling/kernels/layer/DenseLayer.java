package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import java.util.Optional;

/**
 * The kernel of {@link Dense} and of the activation behind it. After the matrix product, bias and
 * activation go over a few rows at a time, and so do the activation's derivative and the bias
 * gradient on the way back.
 *
 * <p>With x (rows, inputs), W (outputs, inputs) and b (outputs): y = f(x Wᵀ + b), (rows, outputs).
 * With dz = dy · f′, (rows, outputs): dW = dzᵀ x, db = Σ_rows dz, dx = dz W. Where x is sparse,
 * {@link SparseProduct} computes the products with it, and nobody needs dx.
 *
 * @param weight where W lies among the parameters
 * @param bias where b lies, or {@link #NO_BIAS}
 */
record DenseLayer(int inputs, int outputs, int weight, int bias, ElementwiseActivation activation)
    implements Layer {
  static final int NO_BIAS = -1;

  private static final int VALUES_AT_ONCE = 2048;
  private static final float[] NONE = {};

  @Override
  public Optional<Layer> fusedWith(LayerSpec following) {
    return activation instanceof Identity && following instanceof ElementwiseActivation fused
        ? Optional.of(new DenseLayer(inputs, outputs, weight, bias, fused))
        : Optional.empty();
  }

  @Override
  public Optional<LayerSpec> fused() {
    return activation instanceof Identity ? Optional.empty() : Optional.of(activation);
  }

  @Override
  public Optional<WeightMatrix> matrix() {
    return Optional.of(new WeightMatrix(weight, inputs, outputs));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public boolean takesSparse() {
    return true;
  }

  @Override
  public long flops() {
    return 2L * inputs * outputs + (bias == NO_BIAS ? 0 : outputs);
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return activation.keeps() ? (long) capacity * outputs : 0;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    int rows = pass.rows();
    float[] parameters = pass.parameters();
    float[] y = buffers.y();
    SparseProduct sparse = buffers.sparse();
    RowProducts ofRow = pass.products();
    if (sparse != null) {
      sparse.forward(rows, parameters, weight, bias, y);
    } else if (ofRow != null) {
      ofRow.multiply(weight, buffers.x(), parameters, y);
    } else {
      float[] x = buffers.x();
      Blas.get()
          .gemm(Transpose.NO, Transpose.YES, rows, outputs, inputs, x, 0, parameters, weight, y, 0);
    }
    boolean addsBias = bias != NO_BIAS && sparse == null;
    for (int first = 0; first < rows; first += rowsAtOnce()) {
      int end = Math.min(first + rowsAtOnce(), rows);
      for (int row = first; row < end && addsBias; row++) {
        addBias(parameters, y, row * outputs);
      }
      activation.forward(buffers.math(), y, buffers.scratch(), first * outputs, end * outputs);
    }
  }

  /** Enough for long loops, and few enough for the first-level cache. */
  private int rowsAtOnce() {
    return Math.max(1, VALUES_AT_ONCE / outputs);
  }

  private void addBias(float[] parameters, float[] y, int from) {
    for (int i = 0; i < outputs; i++) {
      y[from + i] += parameters[bias + i];
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    int rows = pass.rows();
    float[] dy = buffers.dy();
    float[] gradient = pass.learns() ? pass.gradient() : NONE;
    SparseProduct sparse = buffers.sparse();
    boolean addsBias = bias != NO_BIAS && sparse == null && pass.learns();
    for (int first = 0; first < rows; first += rowsAtOnce()) {
      int end = Math.min(first + rowsAtOnce(), rows);
      activation.backward(buffers.y(), buffers.scratch(), dy, first * outputs, end * outputs);
      for (int row = first; row < end && addsBias; row++) {
        addBiasGradient(row == 0, dy, row * outputs, gradient);
      }
    }
    if (sparse != null) {
      sparse.backward(pass, dy, weight, bias);
      return;
    }
    if (pass.learns()) {
      float[] x = buffers.x();
      Blas.get()
          .gemm(Transpose.YES, Transpose.NO, outputs, inputs, rows, dy, 0, x, 0, gradient, weight);
    }
    float[] dx = buffers.dx();
    if (dx != null) {
      float[] parameters = pass.parameters();
      Blas.get()
          .gemm(
              Transpose.NO, Transpose.NO, rows, inputs, outputs, dy, 0, parameters, weight, dx, 0);
    }
  }

  private void addBiasGradient(boolean first, float[] dy, int from, float[] gradient) {
    if (first) {
      System.arraycopy(dy, from, gradient, bias, outputs);
      return;
    }
    for (int i = 0; i < outputs; i++) {
      gradient[bias + i] += dy[from + i];
    }
  }
}
