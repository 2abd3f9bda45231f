package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What differs in two trees of plain values. */
final class PlainDifferenceTest {
  @Test
  void valuesAreNamedByTheirPath() {
    Map<String, Object> before =
        new TreeMap<>(Map.of("a", 1, "b", List.of(1, Map.of("c", "x")), "d", "gone"));
    Map<String, Object> now = new TreeMap<>(Map.of("a", 1L, "b", List.of(1, Map.of("c", "y"), 2)));
    assertEquals(
        List.of(
            new PlainDifference("b[1].c", "x", "y"),
            new PlainDifference("d", "gone", "nothing"),
            new PlainDifference("b[2]", "nothing", "2")),
        PlainDifference.between(before, now));
  }
}
