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
  public boolean takesStack() {
    return true;
  }

  @Override
  public boolean addsGradient(int rows) {
    return AddedProduct.isExact(outputs, inputs, rows);
  }

  /** What the activation keeps and, behind that, the bias gradient of a pass that adds. */
  @Override
  public long scratch(int capacity, boolean training) {
    long kept = activation.keeps() ? (long) capacity * outputs : 0;
    return training ? kept + outputs : kept;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    int rows = pass.rows();
    float[] parameters = pass.parameters();
    float[] y = buffers.y();
    SparseProduct sparse = buffers.sparse();
    RowProducts ofRow = pass.products();
    InputStack stack = buffers.stack();
    if (sparse != null) {
      sparse.forward(rows, parameters, weight, bias, y);
    } else if (ofRow != null) {
      ofRow.multiply(weight, buffers.x(), parameters, y);
    } else if (stack != null) {
      stack.forward(rows, parameters, y);
    } else {
      new WeightMatrix(weight, inputs, outputs).multiply(rows, buffers.x(), 0, parameters, y);
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
    float[] scratch = buffers.scratch();
    boolean addsBias = bias != NO_BIAS && sparse == null && pass.learns();
    float[] biasSums = pass.adds() ? scratch : gradient;
    int firstSum = pass.adds() ? scratch.length - outputs : bias;
    for (int first = 0; first < rows; first += rowsAtOnce()) {
      int end = Math.min(first + rowsAtOnce(), rows);
      activation.backward(buffers.y(), scratch, dy, first * outputs, end * outputs);
      for (int row = first; row < end && addsBias; row++) {
        addBiasGradient(row == 0, dy, row * outputs, biasSums, firstSum);
      }
    }
    if (sparse != null) {
      sparse.backward(pass, dy, weight, bias);
      return;
    }
    if (pass.learns()) {
      if (addsBias && pass.adds()) {
        add(scratch, firstSum, gradient, bias);
      }
      setWeightGradient(pass.adds(), rows, dy, buffers, gradient);
    }
    float[] dx = buffers.dx();
    if (dx != null) {
      float[] parameters = pass.parameters();
      Blas.get()
          .gemm(
              Transpose.NO, Transpose.NO, rows, inputs, outputs, dy, 0, parameters, weight, dx, 0);
    }
  }

  private void addBiasGradient(boolean first, float[] dy, int from, float[] sums, int to) {
    if (first) {
      System.arraycopy(dy, from, sums, to, outputs);
    } else {
      add(dy, from, sums, to);
    }
  }

  private void add(float[] values, int from, float[] sums, int to) {
    for (int i = 0; i < outputs; i++) {
      sums[to + i] += values[from + i];
    }
  }

  private void setWeightGradient(
      boolean adds, int rows, float[] dy, LayerBuffers buffers, float[] gradient) {
    Blas blas = Blas.get();
    float[] x = buffers.x();
    InputStack stack = buffers.stack();
    int from = stack == null ? 0 : stack.firstValue();
    if (adds) {
      blas.addGemm(
          Transpose.YES, Transpose.NO, outputs, inputs, rows, dy, 0, x, from, gradient, weight);
    } else {
      blas.gemm(
          Transpose.YES, Transpose.NO, outputs, inputs, rows, dy, 0, x, from, gradient, weight);
    }
  }
}
