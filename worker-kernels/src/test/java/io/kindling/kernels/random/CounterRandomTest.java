package io.kindling.kernels.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of fixed draws: bounds are four standard deviations of what is estimated. */
class CounterRandomTest {
  private static final int N = 200_000;
  private static final double FOUR = 4 / Math.sqrt(N);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 0x123456789ABCDEFL})
  void uniformNumbersHaveTheMomentsOfTheUniformDistribution(long key) {
    LongToDoubleFunction u = i -> CounterRandom.uniform(key, i);

    assertEquals(0.5, mean(u), FOUR * Math.sqrt(1.0 / 12), "mean, key " + key);
    assertEquals(
        1.0 / 12,
        mean(i -> Math.pow(u.applyAsDouble(i) - 0.5, 2)),
        FOUR * Math.sqrt(1.0 / 180),
        "variance, key " + key);
  }

  @Test
  void uniformNumbersLieFromZeroToBelowOne() {
    assertTrue(
        LongStream.range(0, N)
            .mapToDouble(i -> CounterRandom.uniform(5, i))
            .allMatch(u -> u >= 0 && u < 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 0x123456789ABCDEFL})
  void gaussianNumbersHaveTheMomentsOfTheNormalDistribution(long key) {
    LongToDoubleFunction g = i -> CounterRandom.gaussian(key, i);

    assertEquals(0, mean(g), FOUR, "mean, key " + key);
    assertEquals(1, mean(power(g, 2)), FOUR * Math.sqrt(2), "variance, key " + key);
    assertEquals(0, mean(power(g, 3)), FOUR * Math.sqrt(15), "third moment, key " + key);
    assertEquals(3, mean(power(g, 4)), FOUR * Math.sqrt(96), "kurtosis, key " + key);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void gaussianNumbersShareNothingWithLaterOnes(int distance) {
    LongToDoubleFunction g = i -> CounterRandom.gaussian(9, i);
    LongToDoubleFunction later = i -> g.applyAsDouble(i + distance);

    assertEquals(
        0,
        mean(i -> g.applyAsDouble(i) * later.applyAsDouble(i)),
        FOUR,
        "correlation, key 9, distance " + distance);
    assertEquals(
        0,
        mean(
            i -> (Math.pow(g.applyAsDouble(i), 2) - 1) * (Math.pow(later.applyAsDouble(i), 2) - 1)),
        FOUR * 2,
        "correlation of squares, key 9, distance " + distance);
  }

  @Test
  void gaussianNumbersAreFinite() {
    assertTrue(
        LongStream.range(0, N)
            .mapToDouble(i -> CounterRandom.gaussian(5, i))
            .allMatch(Double::isFinite));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64, 1000})
  void uniformNumbersDoNotCorrelateWithLaterOnes(int distance) {
    assertEquals(
        0,
        mean(i -> centred(9, i) * centred(9, i + distance)),
        FOUR / 12,
        "key 9, distance " + distance);
  }

  @Test
  void uniformNumbersOfNeighbouringKeysDoNotCorrelate() {
    assertEquals(0, mean(i -> centred(i, 3) * centred(i + 1, 3)), FOUR / 12, "keys 0 to " + N);
  }

  @Test
  void drawingInAnyOrderGivesTheSameNumbers() {
    long[] forwards = new long[1000];
    long[] backwards = new long[1000];
    for (int i = 0; i < 1000; i++) {
      forwards[i] = CounterRandom.bits(7, i);
    }
    for (int i = 999; i >= 0; i--) {
      CounterRandom.bits(8, i);
      backwards[i] = CounterRandom.bits(7, i);
    }

    assertArrayEquals(forwards, backwards);
  }

  @Test
  void theNumbersStayTheSameFromVersionToVersion() {
    assertArrayEquals(
        new long[] {0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL},
        new long[] {CounterRandom.bits(0, 0), CounterRandom.bits(0, 1), CounterRandom.bits(0, 2)},
        "the first values of SplitMix64 from 0");
  }

  @Test
  void keysDerivedFromSmallNumbersAllDiffer() {
    Set<Long> keys = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (long step = 0; step < 100; step++) {
        for (long shard = 0; shard < 20; shard++) {
          keys.add(CounterRandom.key(seed, step, shard));
        }
      }
    }

    assertEquals(10 * 100 * 20, keys.size());
  }

  @Test
  void theOrderOfIdsCounts() {
    assertTrue(CounterRandom.key(1, 2, 3) != CounterRandom.key(1, 3, 2));
  }

  @Test
  void severalIdsAreOneAfterTheOther() {
    assertEquals(
        CounterRandom.key(CounterRandom.key(CounterRandom.key(1, 2), 3), 4),
        CounterRandom.key(1, 2, 3, 4));
  }

  private static double centred(long key, long index) {
    return CounterRandom.uniform(key, index) - 0.5;
  }

  private static LongToDoubleFunction power(LongToDoubleFunction f, int exponent) {
    return i -> Math.pow(f.applyAsDouble(i), exponent);
  }

  private static double mean(LongToDoubleFunction f) {
    return LongStream.range(0, N).mapToDouble(f).sum() / N;
  }
}
