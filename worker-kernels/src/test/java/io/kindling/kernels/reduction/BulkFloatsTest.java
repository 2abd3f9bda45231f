package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.random.CounterRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkFloatsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 16383, 16384, 16385, 50000})
  void everyBitComesBack(int length) throws IOException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat((int) CounterRandom.bits(1, i)); // also NaNs and infinities
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      BulkFloats.write(out, values);
      out.writeInt(42);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertArrayEquals(bits(values), bits(BulkFloats.read(in)));
      assertEquals(42, in.readInt());
    }
  }

  @Test
  void severalArraysComeBackEachWithItsOwnLength() throws IOException {
    float[][] arrays = {{1, 2, 3}, {}, {Float.NEGATIVE_INFINITY}, new float[20000]};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      BulkFloats.writeAll(out, arrays);
      BulkFloats.writeAll(out, new float[0][]);
      out.writeInt(42);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertArrayEquals(arrays, BulkFloats.readAll(in));
      assertArrayEquals(new float[0][], BulkFloats.readAll(in));
      assertEquals(42, in.readInt());
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
