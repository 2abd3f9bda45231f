package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.parameter.ParameterTable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Touched values of an array in which there are two tables, one of rows and one of columns. */
class TouchedValuesTest {
  private static final int SIZE = 100;
  private static final List<ParameterTable> TABLES =
      List.of(new ParameterTable(7, 9, 3, false, 1), new ParameterTable(40, 8, 5, true, 1));

  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8})
  void theArrayIsTheSameInWhateverPartsItIsWritten(int touched) {
    float[] expected = new float[SIZE];
    TouchedValues values = values(touched, expected);
    for (int round = 0; round < 50; round++) {
      float[] written = new float[SIZE];
      Arrays.fill(written, Float.NaN);
      for (int from = 0; from < SIZE; ) {
        int to = Math.min(from + 1 + random.nextInt(round + 1), SIZE);
        values.spread(written, from, to);
        from = to;
      }
      assertArrayEquals(expected, written);
    }
  }

  /** With some lines touched of each table, and 0 in the others. */
  private TouchedValues values(int touched, float[] expected) {
    TouchedArray array = new TouchedArray(new float[SIZE], TABLES);
    for (int i = 0; i < SIZE; i++) {
      array.values()[i] = i + 1f;
      expected[i] = i + 1f;
    }
    for (int table = 0; table < TABLES.size(); table++) {
      for (int line : lines(TABLES.get(table), touched)) {
        array.touched(table).set(line);
      }
      clear(TABLES.get(table), array, table, expected);
    }
    TouchedValues values = TouchedValues.of(SIZE, TABLES);
    values.collect(array);
    return values;
  }

  private int[] lines(ParameterTable table, int count) {
    return IntStream.generate(() -> random.nextInt(table.lines()))
        .distinct()
        .limit(count)
        .toArray();
  }

  private static void clear(
      ParameterTable table, TouchedArray array, int number, float[] expected) {
    for (int line = 0; line < table.lines(); line++) {
      for (int value = 0; value < table.width() && !array.touched(number).get(line); value++) {
        expected[table.offset() + line * table.lineStep() + value * table.valueStep()] = 0;
      }
    }
  }
}
