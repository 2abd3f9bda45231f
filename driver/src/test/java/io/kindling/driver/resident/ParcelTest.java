package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Floats that travel in parts come back to the bit, in whatever order the parts arrive. */
final class ParcelTest {
  private static final byte[] CONTENT = {3, 1, 4};

  private static float[] values(int length, int seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt(0x7f800000)); // finite
    }
    return values;
  }

  private static Parcel parcel(float[]... arrays) {
    List<FloatBuffer> floats = new ArrayList<>();
    for (float[] array : arrays) {
      floats.add(FloatBuffer.wrap(array));
    }
    return new Parcel(7, 8, CONTENT, floats);
  }

  /** The parts, behind the two numbers that they begin with. */
  private static List<ByteBuffer> parts(Parcel parcel) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int i = 0; i < parcel.parts(); i++) {
      ByteBuffer part = ByteBuffer.wrap(parcel.part(i).clone());
      assertEquals(7, part.getLong());
      assertEquals(8, part.getLong());
      parts.add(part);
    }
    return parts;
  }

  private static Arrival arrival(List<ByteBuffer> parts) {
    Arrival arrival = new Arrival();
    for (int i = 0; i < parts.size(); i++) {
      assertEquals(i == parts.size() - 1, arrival.add(parts.get(i)), "complete after " + i);
    }
    return arrival;
  }

  @Test
  void arraysMayEndWithinAPart() {
    float[][] sent = {
      values(Parcel.FLOATS - 1, 1), values(0, 2), values(2, 3), values(2 * Parcel.FLOATS, 4)
    };
    List<ByteBuffer> parts = parts(parcel(sent));
    assertEquals(4, parts.size());
    Arrival arrival = arrival(parts);
    assertEquals(ByteBuffer.wrap(CONTENT), arrival.content());
    for (int i = 0; i < sent.length; i++) {
      assertArrayEquals(sent[i], arrival.floats().get(i));
    }
  }

  @Test
  void partsMayArriveInAnyOrder() {
    float[] sent = values(5 * Parcel.FLOATS + 3, 5);
    for (int seed = 0; seed < 10; seed++) {
      List<ByteBuffer> parts = parts(parcel(sent));
      Collections.shuffle(parts, new Random(seed));
      assertArrayEquals(sent, arrival(parts).floats().get(0), "seed " + seed);
    }
  }

  @Test
  void whatHasNoFloatsIsOnePart() {
    List<ByteBuffer> parts = parts(parcel());
    assertEquals(1, parts.size());
    assertEquals(List.of(), arrival(parts).floats());
  }

  @Test
  void aFullPartAndWhatSparkAddsStayBelowAPowerOfTwo() {
    Parcel parcel = parcel(values(3 * Parcel.FLOATS, 6));
    for (int i = 0; i < parcel.parts(); i++) {
      int length = parcel.part(i).length;
      assertTrue(length < (1 << 17) - 1024, length + " bytes");
      assertFalse(length < (1 << 16), length + " bytes");
    }
  }
}
