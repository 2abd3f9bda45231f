package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.kernels.reduction.BulkFloats;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects as the bytes that travel to other processes and back. */
final class SerializedTest {
  /** Carries an object to another process, as its bytes and copies of its arrays. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <R> R carried(Object object) {
    Serialized sent = Serialized.of(object);
    List<float[]> floats = new ArrayList<>();
    for (FloatBuffer array : sent.floats()) {
      float[] values = new float[array.remaining()];
      array.duplicate().get(values);
      floats.add(values);
    }
    return Serialized.read(sent.objects(), floats);
  }

  @Test
  void everyArrayComesBackInItsPlace() {
    List<Parameters> read =
        carried(
            List.of(
                new Parameters(new float[] {1, -0f}, new float[0]),
                new Parameters(new float[] {Float.NaN, Float.MIN_VALUE})));
    assertArrayEquals(new float[] {1, -0f}, read.get(0).of(0));
    assertArrayEquals(new float[0], read.get(0).of(1));
    assertArrayEquals(new float[] {Float.NaN, Float.MIN_VALUE}, read.get(1).of(0));
  }

  @Test
  void floatsTravelBesideTheObjects() {
    float[] values = new float[1000];
    Serialized sent = Serialized.of(new Parameters(values));
    assertSame(values, sent.floats().get(0).array());
    assertTrue(sent.objects().length < 1000, sent.objects().length + " bytes");
  }

  @Test
  void theFirstValuesOfAnArrayBecomeOneOfTheirOwn() {
    Head read = carried(new Head(new float[] {1, 2, 3}));
    assertArrayEquals(new float[] {1, 2}, read.values);
  }

  /** Writes all values but the last. */
  public static final class Head implements Externalizable {
    private static final long serialVersionUID = 1L;

    private float[] values;

    /** For serialisation. */
    public Head() {
      this(new float[0]);
    }

    Head(float[] values) {
      this.values = values;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      BulkFloats.write(out, values, values.length - 1);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      values = BulkFloats.read(in);
    }
  }
}
