package io.kindling.kernels.reduction;

/**
 * Streams of objects that leave the arrays of floats in them to whoever carries these apart, each
 * copied once: {@link BulkFloats} gives them such.
 */
public final class FloatsApart {
  private FloatsApart() {}

  /** An output stream that does so. */
  public interface Sink {
    /** Takes the first {@code length} values, which do not change before the stream is closed. */
    void put(float[] values, int length);
  }

  /** An input stream that does so. */
  public interface Source {
    /**
     * The next {@code length} values, in an array of their own, in the order of {@link Sink#put}.
     */
    float[] take(int length);
  }
}
