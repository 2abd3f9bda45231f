package io.kindling.submit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report is made so often that training is not slowed. */
final class RefreshPaceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 2000",
    "1, 2000",
    "5, 5000",
    "20, 10000",
    "50, 10000",
    "80, 10000",
    "100, 10000",
    "500, 50000"
  })
  void aReportWaitsForAThousandTimesItsCostAndNoLongerThanItMust(long cost, long pause) {
    assertEquals(pause * 1_000_000, RefreshPace.after(cost * 1_000_000));
  }
}
