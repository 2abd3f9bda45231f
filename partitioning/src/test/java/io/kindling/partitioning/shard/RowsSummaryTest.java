package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsSummaryTest {
  @ParameterizedTest
  @CsvSource({"3, 5", "5, 3"})
  void theRowThatKeepsMostMayBeOnEitherSide(int left, int right) {
    RowsSummary sum = new RowsSummary(1, left);
    sum.merge(new RowsSummary(2, right));
    assertEquals(5, sum.mostEntries());
  }
}
