package io.kindling.kernels.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The 32-bit numbers as masks use them: true with a given probability, independently. */
class MaskBitsTest {
  private static final int N = 300_000;

  @ParameterizedTest
  @CsvSource({
    "0.01, 0",
    "0.2, 0",
    "0.5, 0",
    "0.9, 0",
    "0.01, 77",
    "0.2, 77",
    "0.5, 77",
    "0.9, 77",
  })
  void aMaskIsTrueAsOftenAsItShould(double rate, long seed) {
    assertShare(rate, mask(seed, rate), "rate " + rate + ", seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16, 31, 128, 1024})
  void positionsAtAnyDistanceAreIndependent(int distance) {
    IntPredicate mask = mask(3, 0.3);

    assertShare(
        0.09, i -> mask.test(i) && mask.test(i + distance), "distance " + distance + ", seed 3");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3", "10, 11", "1000, 2000"})
  void keysDrawIndependentMasks(long one, long other) {
    IntPredicate first = mask(one, 0.3);
    IntPredicate second = mask(other, 0.3);

    assertShare(0.09, i -> first.test(i) && second.test(i), "seeds " + one + " and " + other);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12345})
  void onePositionOverManyKeysIsTrueAsOftenAsItShould(int position) {
    assertShare(0.3, seed -> mask(seed, 0.3).test(position), "position " + position);
  }

  private static IntPredicate mask(long seed, double rate) {
    long key = CounterRandom.key(seed, 0);
    int high = (int) (key >>> 32);
    int low = (int) key;
    double threshold = Integer.MIN_VALUE + rate * 0x1p32;
    return i -> CounterRandom.bits32(high, low, i) < threshold;
  }

  private static void assertShare(double probability, IntPredicate event, String message) {
    double share = (double) IntStream.range(0, N).filter(event).count() / N;
    double deviation = Math.sqrt(probability * (1 - probability) / N);
    assertEquals(probability, share, 4 * deviation, message);
  }
}
