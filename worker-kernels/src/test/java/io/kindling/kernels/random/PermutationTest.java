package io.kindling.kernels.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  private static final long KEY = 42;
  private static final int KEYS = 10_000;

  static IntStream sizes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 200), IntStream.of(1023, 1024, 1025, 10_007, 99_856));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyElementHasItsOwnPlace(int n) {
    boolean[] taken = new boolean[n];
    Permutation permutation = new Permutation(n, KEY);
    for (int x = 0; x < n; x++) {
      int place = (int) permutation.apply(x);
      assertFalse(taken[place], "place " + place + ", key " + KEY);
      taken[place] = true;
    }
  }

  @Test
  void placesStayInsideTheLargestPermutation() {
    long n = 1L << 60;
    Permutation permutation = new Permutation(n, KEY);

    LongStream.of(0, 1, n / 2, n - 1)
        .map(permutation::apply)
        .forEach(place -> assertTrue(place >= 0 && place < n, () -> "place " + place));
  }

  @Test
  void differentKeysGiveDifferentPermutations() {
    Set<List<Long>> permutations = new HashSet<>();
    for (long key = 0; key < 1000; key++) {
      permutations.add(places(new Permutation(20, key)));
    }

    assertEquals(1000, permutations.size());
  }

  @Test
  void theSameKeyGivesTheSamePermutation() {
    assertEquals(places(new Permutation(100, KEY)), places(new Permutation(100, KEY)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void overManyKeysEveryPlaceIsEquallyLikely(int n) {
    for (int x = 0; x < n; x++) {
      int[] counts = new int[n];
      for (long key = 0; key < KEYS; key++) {
        counts[(int) new Permutation(n, key).apply(x)]++;
      }

      assertUniform(counts, "element " + x + " of " + n);
    }
  }

  @Test
  void neighboursDoNotStayNeighbours() {
    int n = 10_007;
    Permutation permutation = new Permutation(n, KEY);
    int adjacent = 0;
    for (int x = 1; x < n; x++) {
      adjacent += Math.abs(permutation.apply(x) - permutation.apply(x - 1)) == 1 ? 1 : 0;
    }

    // Two of n places are next to any place, so about 2 are expected: Poisson.
    assertTrue(adjacent <= 12, adjacent + " adjacent, key " + KEY);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, (1L << 60) + 1})
  void otherSizesAreRefused(long n) {
    assertEquals(
        "A permutation must have 1 to 2^60 elements, got " + n,
        assertThrows(IllegalArgumentException.class, () -> new Permutation(n, KEY)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 5})
  void elementsThatDoNotExistHaveNoPlace(long x) {
    Permutation permutation = new Permutation(5, KEY);

    assertThrows(IndexOutOfBoundsException.class, () -> permutation.apply(x));
  }

  @Test
  void itKnowsItsSize() {
    assertEquals(123, new Permutation(123, KEY).size());
  }

  private static List<Long> places(Permutation permutation) {
    return LongStream.range(0, permutation.size()).map(permutation::apply).boxed().toList();
  }

  /** Pearson's chi-square, with the quantile by Wilson and Hilferty 1931 at four deviations. */
  private static void assertUniform(int[] counts, String what) {
    double expected = (double) KEYS / counts.length;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    double freedom = counts.length - 1;
    double ninths = 2 / (9 * freedom);
    double bound = freedom * Math.pow(1 - ninths + 4 * Math.sqrt(ninths), 3);
    assertTrue(
        chiSquare < bound,
        () ->
            "%s: chi-square %s of %s, bound %s, keys 0 to %d"
                .formatted(what, chiSquare, Arrays.toString(counts), bound, KEYS - 1));
  }
}
