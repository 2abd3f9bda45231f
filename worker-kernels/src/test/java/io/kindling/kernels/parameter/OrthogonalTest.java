package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
  private static final long KEY = 17;

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

  /** So the same key gives the same matrix: draws = L Q, L triangular with a positive diagonal. */
  @ParameterizedTest
  @CsvSource({"1,1", "4,4", "3,8", "8,3", "20,20"})
  void eachVectorIsItsDrawLessItsPartsAlongThoseBefore(int rows, int columns) {
    float[] w = matrix(new Orthogonal(), rows, columns);
    boolean wide = rows <= columns;
    int vectors = Math.min(rows, columns);
    int length = Math.max(rows, columns);

    for (int draw = 0; draw < vectors; draw++) {
      for (int vector = draw; vector < vectors; vector++) {
        double along = 0;
        for (int i = 0; i < length; i++) {
          along +=
              CounterRandom.gaussian(KEY, (long) draw * length + i)
                  * (wide ? w[vector * columns + i] : w[i * columns + vector]);
        }
        String place = "draw " + draw + ", vector " + vector;
        if (vector == draw) {
          assertTrue(along > 1e-3, place + ": " + along);
        } else {
          assertEquals(0, along, 1e-5, place);
        }
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
        KEY);
    return values;
  }
}
