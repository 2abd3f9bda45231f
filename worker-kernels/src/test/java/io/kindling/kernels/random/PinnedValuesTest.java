package io.kindling.kernels.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The values that every model depends on: the same seed gives the same model in every version. They
 * were written down from version 0.1.0; SplitMix64's are those of its authors.
 */
class PinnedValuesTest {
  private static final int MANY = 100_000;

  /** Σ v_i · 31^(n − 1 − i), which every value and its place have a part in. */
  private static long hash(long count, LongUnaryOperator values) {
    return LongStream.range(0, count).map(values).reduce(0, (hash, value) -> 31 * hash + value);
  }

  static Stream<Arguments> permutations() {
    return Stream.of(
        arguments(10, 42, List.of(7L, 4L, 9L, 6L, 1L, 8L, 5L, 3L, 2L, 0L), 0xABA8E58BB13DL),
        arguments(10, 43, List.of(8L, 1L, 3L, 5L, 6L, 7L, 4L, 2L, 9L, 0L), 0xC13A81543931L),
        arguments(1000, 0, List.of(665L, 804L, 486L, 978L, 344L), 0xD093D474DC4BC818L),
        arguments(
            1L << 40,
            -7,
            List.of(1079042398914L, 727967655695L, 196449532275L),
            0x375BDF91D241C4E7L));
  }

  @ParameterizedTest
  @MethodSource("permutations")
  void aPermutationKeepsItsPlaces(long size, long key, List<Long> first, long hash) {
    Permutation permutation = new Permutation(size, key);
    assertEquals(first, LongStream.range(0, first.size()).map(permutation::apply).boxed().toList());
    assertEquals(hash, hash(Math.min(size, MANY), permutation::apply));
  }

  @Test
  void theStreamOf64BitsStaysTheSame() {
    assertEquals(0xBDD732262FEB6E95L, CounterRandom.bits(42, 0));
    assertEquals(0x28EFE333B266F103L, CounterRandom.bits(42, 1));
    assertEquals(0x47526757130F9F52L, CounterRandom.bits(42, 2));
    assertEquals(0x931C15310479C160L, hash(MANY, i -> CounterRandom.bits(42, i)));
  }

  @Test
  void theStreamOf32BitsStaysTheSame() {
    assertEquals(0x371FC43B, CounterRandom.bits32(1, 2, 0));
    assertEquals(0x64C37669, CounterRandom.bits32(1, 2, 1));
    assertEquals(0x514E28B7, CounterRandom.bits32(1, 2, 2));
    assertEquals(0x24944BF06C77ED5L, hash(MANY, i -> CounterRandom.bits32(1, 2, (int) i)));
  }

  @Test
  void uniformNumbersStayTheSame() {
    assertEquals(0.7415648787718233, CounterRandom.uniform(42, 0));
    assertEquals(0.1599103928769201, CounterRandom.uniform(42, 1));
    assertEquals(
        0xD6B6BBF08BE98EC1L,
        hash(MANY, i -> Double.doubleToLongBits(CounterRandom.uniform(42, i))));
  }

  @Test
  void gaussianNumbersStayTheSame() {
    assertEquals(0.8822489062222688, CounterRandom.gaussian(42, 0));
    assertEquals(-0.4508498757188601, CounterRandom.gaussian(42, 1));
    assertEquals(
        0x69907A44EECCBED3L,
        hash(MANY, i -> Double.doubleToLongBits(CounterRandom.gaussian(42, i))));
  }

  @Test
  void derivedKeysStayTheSame() {
    assertArrayEquals(
        new long[] {0x9B4E5DA53B41BA07L, 0x5A5445180043DA47L, 0xF5C82A974BEFD64DL},
        new long[] {
          CounterRandom.key(1, 2), CounterRandom.key(1, 2, 3), CounterRandom.key(1, 2, 3, 4)
        });
  }
}
