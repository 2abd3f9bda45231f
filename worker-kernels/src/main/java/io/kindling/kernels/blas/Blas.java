package io.kindling.kernels.blas;

/**
 * Matrix products of float32, row-major, on the calling thread alone. {@link #get()} chooses the
 * backend once for the process: native where it loads, otherwise Java with a warning, since that
 * costs a factor of five to twenty.
 *
 * <p>The system property {@code kindling.blas} set to {@code java} forces the Java backend, for
 * comparisons.
 */
public abstract sealed class Blas permits NativeBlas, JavaBlas {
  private final dev.ludovic.netlib.blas.BLAS netlib;

  Blas(dev.ludovic.netlib.blas.BLAS netlib) {
    this.netlib = netlib;
  }

  /** The backend of this process. */
  public static Blas get() {
    return Loaded.BLAS;
  }

  private static final class Loaded {
    private static final Blas BLAS = BlasLoader.load();
  }

  /** What this backend is and runs on. */
  public abstract BlasDescription description();

  /**
   * C ← op(A) · op(B), where op(A) is (m, k), op(B) is (k, n) and C is (m, n), each row-major and
   * contiguous from its offset. With {@link Transpose#YES}, A is stored as (k, m), B as (n, k).
   */
  public final void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    gemm(transposeA, transposeB, m, n, k, a, aOffset, b, bOffset, 0f, c, cOffset);
  }

  /** C ← op(A) · op(B) + C, with the shapes of {@link #gemm}. */
  public final void addGemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    gemm(transposeA, transposeB, m, n, k, a, aOffset, b, bOffset, 1f, c, cOffset);
  }

  private void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float beta,
      float[] c,
      int cOffset) {
    // BLAS is column-major: what lies here as a row-major C is its Cᵀ = op(B)ᵀ · op(A)ᵀ.
    netlib.sgemm(
        transposeB.code,
        transposeA.code,
        n,
        m,
        k,
        1f,
        b,
        bOffset,
        transposeB == Transpose.NO ? n : k,
        a,
        aOffset,
        transposeA == Transpose.NO ? k : m,
        beta,
        c,
        cOffset,
        n);
  }

  /** Σ |a_i| for from ≤ i &lt; to, added in an order of the backend's own. */
  public final float sumOfMagnitudes(float[] a, int from, int to) {
    return netlib.sasum(to - from, a, from, 1);
  }
}
