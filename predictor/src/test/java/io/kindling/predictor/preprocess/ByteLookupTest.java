package io.kindling.predictor.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLookupTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31, 256})
  void everyByteBecomesItsNumberAndNothingBesideIsTouched(int count) {
    float[] table = new float[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = 1000 + i;
    }
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i - 3);
    }
    for (int start = 0; start < 9; start++) {
      float[] expected = new float[count + 12];
      for (int i = 0; i < count; i++) {
        expected[5 + i] = 1000 + (bytes[start + i] & 0xff);
      }

      float[] read = new float[count + 12];
      ByteLookup.read(table, bytes, start, read, 5, count);

      assertArrayEquals(expected, read);
    }
  }
}
