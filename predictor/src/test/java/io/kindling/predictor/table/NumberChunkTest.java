package io.kindling.predictor.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberChunkTest {
  private static Stream<double[]> columns() {
    return Stream.of(
        new double[] {0, 1, 127, 128, 255},
        new double[] {0, 256, 3},
        new double[] {-1, 7},
        new double[] {-0.0, 7},
        new double[] {0.5, 7},
        new double[] {Double.NaN, 7},
        new double[] {7, 4294967296.0 + 7},
        new double[] {0.1, 7},
        new double[] {0.1, Double.NaN, 16777217});
  }

  @ParameterizedTest
  @MethodSource("columns")
  void numbersComeBackToTheBitHoweverTheyAreKept(double[] numbers) {
    NumberChunk chunk = chunk(numbers);
    double[][] rows = new double[numbers.length - 1][3];
    chunk.copy(1, numbers.length - 1, rows, 2);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(bits(numbers[i]), bits(chunk.number(i)));
      if (i > 0) {
        assertEquals(bits(numbers[i]), bits(rows[i - 1][2]));
      }
    }
  }

  @Test
  void wholeNumbersFrom0To255AreBytes() {
    assertEquals(
        "true, false, false, false, false, false, false, false, false",
        String.join(
            ", ", columns().map(column -> String.valueOf(chunk(column).areBytes())).toList()));
    byte[][] rows = new byte[2][2];
    chunk(3, 200, 255).copyBytes(1, 2, rows, 1);
    assertArrayEquals(new byte[][] {{0, (byte) 200}, {0, (byte) 255}}, rows);
  }

  @Test
  void theChecksumTellsOrderAndValuesApart() {
    double[][] columns = {
      {1, 2, 3, 4, 5, 6, 7, 8, 9}, {0.5, 2, 3, 4, 5, 6, 7, 8, 9}, {0.1, 2, 3, 4, 5, 6, 7, 8, 9}
    };
    for (double[] column : columns) {
      long sum = checksum(column);
      assertEquals(sum, checksum(column.clone()));
      for (int i = 0; i < column.length; i++) {
        for (int j = 0; j < i; j++) {
          double[] swapped = column.clone();
          swapped[i] = column[j];
          swapped[j] = column[i];
          assertNotEquals(sum, checksum(swapped));
        }
        double[] other = column.clone();
        other[i] += 1;
        assertNotEquals(sum, checksum(other));
      }
    }
  }

  private static long checksum(double... numbers) {
    Checksum sum = new Checksum();
    chunk(numbers).addTo(sum);
    return sum.value();
  }

  private static NumberChunk chunk(double... numbers) {
    return NumberChunk.of(numbers, numbers.length, -1, null);
  }

  private static long bits(double number) {
    return Double.doubleToRawLongBits(number);
  }
}
