package io.kindling.driver.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rows to measure on are divided. */
final class MeasuredRowsTest {
  @ParameterizedTest
  @CsvSource({
    "       3,       5,    3",
    "  100000,       5,    8",
    " 1000000,       5,   61",
    " 1000000,    2000,  119",
    "10000000000,    5, 4096",
    "100000000000, 1000, 5960464"
  })
  void shardsFollowFromTheRowsSoThatManyTasksCanWorkOnMany(long rows, int features, int shards) {
    assertEquals(shards, MeasuredRows.shards(rows, features));
  }
}
