package io.kindling.kernels.random;

import java.io.Serializable;

/**
 * A random permutation of 0 … n − 1 that needs no memory: a Feistel network on a grid of a × b ≥ n
 * points with cycle walking, as in Black and Rogaway 2002, "Ciphers with arbitrary finite domains".
 * Writing x as (l, r) = (x mod a, x div a), the rounds take l ← l + F(r) mod a and r ← r + F(l) mod
 * b in turn; results of n or more are sent through again.
 */
public final class Permutation implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 8;
  private static final long LARGEST = 1L << 60;

  private final long n;
  private final long a;
  private final long b;
  private final long key;

  /**
   * The permutation of 0 … n − 1 that {@code key} chooses.
   *
   * @throws IllegalArgumentException unless 1 ≤ n ≤ 2⁶⁰
   */
  public Permutation(long n, long key) {
    if (n < 1 || n > LARGEST) {
      throw new IllegalArgumentException("A permutation must have 1 to 2^60 elements, got " + n);
    }
    this.n = n;
    this.key = key;
    long side = (long) Math.ceil(Math.sqrt((double) n));
    this.a = side;
    this.b = (n + side - 1) / side;
  }

  /** The number of elements. */
  public long size() {
    return n;
  }

  /** Where {@code x} goes; 0 ≤ x &lt; n. */
  public long apply(long x) {
    if (x < 0 || x >= n) {
      throw new IndexOutOfBoundsException("No element " + x + " among " + n);
    }
    do {
      x = walk(x);
    } while (x >= n);
    return x;
  }

  private long walk(long x) {
    long r = x / a;
    long l = x - r * a;
    for (int round = 0; round < ROUNDS; round += 2) {
      l = shift(l, r, round, a);
      r = shift(r, l, round + 1, b);
    }
    return r * a + l;
  }

  /** (value + F(other)) mod modulus, where modulus ≤ 2³¹. */
  private long shift(long value, long other, int round, long modulus) {
    long random =
        CounterRandom.mix(key + other * 0x9E3779B97F4A7C15L + round * 0xD1B54A32D192ED03L);
    long sum = value + (((random >>> 33) * modulus) >>> 31);
    return sum >= modulus ? sum - modulus : sum;
  }
}
