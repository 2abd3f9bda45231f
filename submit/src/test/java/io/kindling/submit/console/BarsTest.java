package io.kindling.submit.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers as bars. */
final class BarsTest {
  @Test
  void whatIsBelowZeroStandsToTheLeftOfTheAxis() {
    String left = " ".repeat(8);
    assertEquals(
        List.of(
            left + "|" + "#".repeat(24),
            "########|" + " ".repeat(24),
            "    ####|" + " ".repeat(24),
            left + "|" + " ".repeat(24),
            left + "|" + " ".repeat(24)),
        Bars.of(List.of(3.0, -1.0, -0.5, 0.0, Double.NaN)));
  }

  @Test
  void thereIsNoAxisWhereNothingIsBelowZero() {
    assertEquals(
        List.of("#".repeat(32), "#".repeat(16) + " ".repeat(16)), Bars.of(List.of(2.0, 1.0)));
  }

  @Test
  void zerosAloneHaveNoBars() {
    assertEquals(List.of("", ""), Bars.of(List.of(0.0, 0.0)));
  }
}
