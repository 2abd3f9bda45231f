package io.kindling.driver.resident;

import io.kindling.kernels.reduction.FloatsApart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects as bytes: those of the objects themselves, and those of the floats in them. Spark's RPC
 * would read messages with the class loader that its process started with, which does not know the
 * jars that came with the application; so only arrays of bytes travel by it.
 */
final class Serialized {
  private static final int OBJECTS = 0;
  private static final int FLOATS = 1;

  private Serialized() {}

  static byte[][] write(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<FloatBuffer> floats = new ArrayList<>();
    try (ObjectOutputStream out = new Output(bytes, floats)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new byte[][] {bytes.toByteArray(), join(floats)};
  }

  private static byte[] join(List<FloatBuffer> floats) {
    int count = 0;
    for (FloatBuffer values : floats) {
      count = Math.addExact(count, values.remaining());
    }
    byte[] bytes = new byte[Math.multiplyExact(count, Float.BYTES)];
    FloatBuffer joined = view(bytes);
    floats.forEach(joined::put);
    return bytes;
  }

  private static FloatBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** Reads what {@link #write} wrote; the caller knows what that is. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <R> R read(byte[][] bytes) {
    try (ObjectInputStream in =
        new Input(new ByteArrayInputStream(bytes[OBJECTS]), view(bytes[FLOATS]))) {
      return (R) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a process of the training lacks a class of it", e);
    }
  }

  private static final class Output extends ObjectOutputStream implements FloatsApart.Sink {
    private final List<FloatBuffer> floats;

    Output(OutputStream out, List<FloatBuffer> floats) throws IOException {
      super(out);
      this.floats = floats;
    }

    @Override
    public void put(float[] values, int length) {
      floats.add(FloatBuffer.wrap(values, 0, length));
    }
  }

  /** Finds classes as Spark does in tasks; on the driver's own threads those of this library. */
  private static final class Input extends ObjectInputStream implements FloatsApart.Source {
    private final FloatBuffer floats;

    Input(ByteArrayInputStream in, FloatBuffer floats) throws IOException {
      super(in);
      this.floats = floats;
    }

    @Override
    public float[] take(int length) {
      float[] values = new float[length];
      floats.get(values);
      return values;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
