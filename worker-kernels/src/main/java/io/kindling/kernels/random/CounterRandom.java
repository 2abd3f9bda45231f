package io.kindling.kernels.random;

/**
 * Counter-based random numbers: a value is a function of (key, index) and of nothing else, as in
 * Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
 *
 * <p>The 64-bit functions are SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom
 * number generators") entered at position {@code index} of the stream that {@code key} starts. The
 * 32-bit one is two rounds of MurmurHash3's finalizer, which the JIT compiler turns into vector
 * code; it is for masks, where speed matters and 32 bits suffice.
 */
public final class CounterRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private CounterRandom() {}

  /** Derives a key for something that {@code id} names within {@code key}. */
  public static long key(long key, long id) {
    return mix(mix(key + GOLDEN_GAMMA) ^ (id * 0xD1342543DE82EF95L + GOLDEN_GAMMA));
  }

  /** Derives a key through two ids. */
  public static long key(long key, long id1, long id2) {
    return key(key(key, id1), id2);
  }

  /** Derives a key through three ids. */
  public static long key(long key, long id1, long id2, long id3) {
    return key(key(key, id1, id2), id3);
  }

  /** 64 random bits. */
  public static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN_GAMMA);
  }

  /** 32 random bits, cheaply. */
  public static int bits32(int keyHigh, int keyLow, int index) {
    return mix32(mix32(index ^ keyLow) + keyHigh);
  }

  /** A number uniform on [0, 1), a multiple of 2⁻⁵³. */
  public static double uniform(long key, long index) {
    return (bits(key, index) >>> 11) * 0x1p-53;
  }

  /**
   * A standard normal number, by Box and Muller 1958. {@link StrictMath} makes it the same on every
   * platform.
   */
  public static double gaussian(long key, long index) {
    double u = 1 - uniform(key, 2 * index);
    double v = uniform(key, 2 * index + 1);
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static int mix32(int h) {
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
