package io.kindling.predictor.column;

import java.io.Serializable;

/**
 * What is taken off the numbers of each column before they are kept as float32: x − origin, in
 * double precision. A column far from 0 then keeps what tells its rows apart: seconds since 1970
 * lie 128 apart as float32. Travels, under Kryo too, hence no record.
 */
public final class Origins implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers are kept as they are. */
  public static final Origins NONE = new Origins(new double[0]);

  private final double[] values;

  /**
   * Origins.
   *
   * @param values one for each column, 0 for one that is kept as it is; or nothing for all such
   */
  public Origins(double[] values) {
    this.values = values.clone();
  }

  /** Whether all numbers are kept as they are. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** The origin of a column. */
  public double of(int column) {
    return values.length == 0 ? 0 : values[column];
  }

  /** One for each column, or nothing; a copy. */
  public double[] values() {
    return values.clone();
  }

  /** Writes the numbers of a row, as they are kept, to {@code into[offset …]}. */
  public void toFloats(double[] numbers, float[] into, int offset) {
    if (values.length == 0) {
      for (int i = 0; i < numbers.length; i++) {
        into[offset + i] = (float) numbers[i];
      }
    } else {
      for (int i = 0; i < numbers.length; i++) {
        into[offset + i] = (float) (numbers[i] - values[i]);
      }
    }
  }

  /**
   * A row of numbers that are float32 already, as they are kept; a copy. One of another length is
   * left to whoever expects these.
   */
  public float[] kept(float[] numbers) {
    float[] kept = numbers.clone();
    for (int i = 0; i < Math.min(values.length, kept.length); i++) {
      kept[i] = (float) (numbers[i] - values[i]);
    }
    return kept;
  }
}
