package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend must do. */
abstract class BlasContractTest {
  private static final int[] SIZES = {1, 2, 3, 7, 16, 17, 33, 65};
  private static final int PADDING = 5;
  private static final float UNTOUCHED = 12345;
  private static final long SEED = 4;

  abstract Blas blas();

  static Stream<Transpose[]> transpositions() {
    return Stream.of(Transpose.values())
        .flatMap(a -> Stream.of(Transpose.values()).map(b -> new Transpose[] {a, b}));
  }

  @ParameterizedTest
  @MethodSource("transpositions")
  void productsOfAnyShapeAgreeWithNaiveOnes(Transpose a, Transpose b) {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          new Product(a, b, m, n, k, 0, 0, 0).check(blas());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transpositions")
  void matricesMayLieAtAnyOffset(Transpose a, Transpose b) {
    for (int aOffset = 0; aOffset < 4; aOffset++) {
      for (int bOffset = 0; bOffset < 4; bOffset++) {
        for (int cOffset = 0; cOffset < 4; cOffset++) {
          new Product(a, b, 5, 9, 6, aOffset, bOffset, cOffset).check(blas());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transpositions")
  void theSameMatricesElsewhereGiveTheSameBits(Transpose a, Transpose b) {
    float[] here = new Product(a, b, 17, 33, 65, 0, 0, 0).computed(blas());
    float[] elsewhere = new Product(a, b, 17, 33, 65, 1, 2, 3).computed(blas());

    assertArrayEquals(Arrays.copyOf(here, 17 * 33), Arrays.copyOfRange(elsewhere, 3, 3 + 17 * 33));
  }

  @Test
  void whatTheProductReplacesDoesNotMatter() {
    float[] c = {Float.NaN, Float.POSITIVE_INFINITY};

    blas()
        .gemm(Transpose.NO, Transpose.NO, 1, 2, 1, new float[] {3}, 0, new float[] {1, 2}, 0, c, 0);

    assertArrayEquals(new float[] {3, 6}, c);
  }

  @Test
  void anArrayThatIsTooShortIsRefused() {
    float[] four = new float[4];

    assertThrows(
        IndexOutOfBoundsException.class,
        () -> blas().gemm(Transpose.NO, Transpose.NO, 2, 2, 2, four, 0, four, 1, new float[4], 0));
  }

  /** C = op(A) · op(B) on random matrices, with free space around C. */
  private record Product(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      int aOffset,
      int bOffset,
      int cOffset) {
    void check(Blas blas) {
      float[] c = computed(blas);
      for (int i = 0; i < c.length; i++) {
        int element = i - cOffset;
        boolean inside = element >= 0 && element < m * n;
        double expected = inside ? naive(element / n, element % n, false) : UNTOUCHED;
        // Rounding errors are at most k half-units of the terms' absolute sum.
        double limit = inside ? (k + 1) * 0x1p-24 * naive(element / n, element % n, true) : 0;
        float found = c[i];
        assertTrue(
            Math.abs(found - expected) <= limit,
            () ->
                "%s: element %d is %s, expected %s within %s, seed %d"
                    .formatted(this, element, found, expected, limit, SEED));
      }
    }

    float[] computed(Blas blas) {
      float[] c = new float[cOffset + m * n + PADDING];
      Arrays.fill(c, UNTOUCHED);
      blas.gemm(
          transposeA,
          transposeB,
          m,
          n,
          k,
          matrix(1, aOffset, m * k),
          aOffset,
          matrix(2, bOffset, k * n),
          bOffset,
          c,
          cOffset);
      return c;
    }

    private double naive(int row, int column, boolean absolute) {
      double sum = 0;
      for (int i = 0; i < k; i++) {
        float a = element(1, transposeA == Transpose.NO ? row * k + i : i * m + row);
        float b = element(2, transposeB == Transpose.NO ? i * n + column : column * k + i);
        double term = (double) a * b;
        sum += absolute ? Math.abs(term) : term;
      }
      return sum;
    }

    private static float[] matrix(int which, int offset, int length) {
      float[] matrix = new float[offset + length];
      Arrays.fill(matrix, Float.NaN);
      for (int i = 0; i < length; i++) {
        matrix[offset + i] = element(which, i);
      }
      return matrix;
    }

    private static float element(int which, int index) {
      return (float) (2 * CounterRandom.uniform(CounterRandom.key(SEED, which), index) - 1);
    }
  }
}
