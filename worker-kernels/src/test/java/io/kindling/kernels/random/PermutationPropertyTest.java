package io.kindling.kernels.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PermutationPropertyTest {
  @Property
  void everyElementHasItsOwnPlace(@ForAll @IntRange(min = 1, max = 5000) int n, @ForAll long key) {
    Permutation permutation = new Permutation(n, key);
    BitSet taken = new BitSet(n);
    for (int x = 0; x < n; x++) {
      taken.set((int) permutation.apply(x));
    }

    assertEquals(n, taken.cardinality());
  }

  @Property
  void placesOfLargePermutationsStayInsideAndApart(
      @ForAll @LongRange(min = 2, max = 1L << 60) long n, @ForAll long key, @ForAll long pick) {
    Permutation permutation = new Permutation(n, key);
    long x = Math.floorMod(pick, n);
    long place = permutation.apply(x);

    assertTrue(place >= 0 && place < n, () -> "place " + place);
    assertTrue(place != permutation.apply((x + 1) % n), () -> "place " + place + " twice");
  }
}
