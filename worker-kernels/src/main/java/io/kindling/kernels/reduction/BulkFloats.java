package io.kindling.kernels.reduction;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Arrays of floats in Java's serialisation, copied by the block: an {@code ObjectOutputStream}
 * writes a float array one by one, which takes longer than the network.
 */
public final class BulkFloats {
  private static final int CHUNK = 1 << 14;

  private BulkFloats() {}

  /** Writes length and values. */
  public static void write(ObjectOutput out, float[] values) throws IOException {
    write(out, values, values.length);
  }

  /** Writes the first values, to be read as an array of their own. */
  public static void write(ObjectOutput out, float[] values, int length) throws IOException {
    out.writeInt(length);
    if (out instanceof FloatsApart.Sink apart) {
      apart.put(values, length);
      return;
    }
    byte[] bytes = new byte[Float.BYTES * Math.min(CHUNK, length)];
    FloatBuffer floats = floats(bytes);
    for (int from = 0; from < length; from += CHUNK) {
      int count = Math.min(CHUNK, length - from);
      floats.put(0, values, from, count);
      out.write(bytes, 0, Float.BYTES * count);
    }
  }

  /** Writes several arrays. */
  public static void writeAll(ObjectOutput out, float[][] arrays) throws IOException {
    out.writeInt(arrays.length);
    for (float[] values : arrays) {
      write(out, values);
    }
  }

  /** Reads what {@link #writeAll} wrote. */
  public static float[][] readAll(ObjectInput in) throws IOException {
    float[][] arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = read(in);
    }
    return arrays;
  }

  /** Reads what {@link #write} wrote. */
  public static float[] read(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (in instanceof FloatsApart.Source apart) {
      return apart.take(length);
    }
    float[] values = new float[length];
    byte[] bytes = new byte[Float.BYTES * Math.min(CHUNK, values.length)];
    FloatBuffer floats = floats(bytes);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      in.readFully(bytes, 0, Float.BYTES * count);
      floats.get(0, values, from, count);
    }
    return values;
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
