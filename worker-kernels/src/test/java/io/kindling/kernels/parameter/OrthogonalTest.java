package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
  @ParameterizedTest
  @CsvSource({"1,1", "5,5", "3,8", "8,3", "40,41", "41,40"})
  void rowsOrColumnsAreOrthogonalAndAsLongAsTheGain(int rows, int columns) {
    float[] w = matrix(new Orthogonal(1.5), rows, columns);
    boolean wide = rows <= columns;
    int vectors = Math.min(rows, columns);

    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          dot +=
              wide
                  ? (double) w[a * columns + i] * w[b * columns + i]
                  : (double) w[i * columns + a] * w[i * columns + b];
        }
        assertEquals(a == b ? 2.25 : 0, dot, 1e-6, a + " · " + b);
      }
    }
  }

  @Test
  void theGainMustBePositive() {
    assertEquals(
        "Orthogonal gain must be above 0, got 0",
        assertThrows(IllegalArgumentException.class, () -> new Orthogonal(0)).getMessage());
  }

  private static float[] matrix(Orthogonal initializer, int rows, int columns) {
    float[] values = new float[rows * columns];
    Shape shape = new Shape(List.of(rows, columns));
    initializer.fill(
        values,
        new ParameterSlice("0.weight", ParameterKind.WEIGHT, 0, shape, initializer, columns, rows),
        17);
    return values;
  }
}
