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
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An object as bytes, without the arrays of floats in it, which travel beside them ({@link
 * Parcel}).
 */
final class Serialized {
  private final byte[] objects;
  private final List<FloatBuffer> floats;

  private Serialized(byte[] objects, List<FloatBuffer> floats) {
    this.objects = objects;
    this.floats = floats;
  }

  /** What becomes of an object. */
  static Serialized of(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<FloatBuffer> floats = new ArrayList<>();
    try (ObjectOutputStream out = new Output(bytes, floats)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Serialized(bytes.toByteArray(), floats);
  }

  /** The bytes. */
  byte[] objects() {
    return objects;
  }

  /** The arrays, in the order in which they are read; not copied. */
  List<FloatBuffer> floats() {
    return floats;
  }

  /**
   * Reads an object; the caller knows of what class.
   *
   * @param floats the arrays, from now on the object's
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <R> R read(byte[] objects, List<float[]> floats) {
    try (ObjectInputStream in =
        new Input(new ByteArrayInputStream(objects), new ArrayDeque<>(floats))) {
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
    private final Deque<float[]> floats;

    Input(ByteArrayInputStream in, Deque<float[]> floats) throws IOException {
      super(in);
      this.floats = floats;
    }

    @Override
    public float[] take(int length) {
      float[] values = floats.remove();
      if (values.length != length) {
        throw new IllegalStateException(
            "%s floats came where %s were sent".formatted(values.length, length));
      }
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
