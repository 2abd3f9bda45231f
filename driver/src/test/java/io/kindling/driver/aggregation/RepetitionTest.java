package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private long now = -5; // as any clock's may be

  @Test
  void quickStepsWarmUpFiftyTimesAndCountTwentyOneTimes() {
    assertEquals(List.of(50, 21), stepsThatTake(1));
  }

  @Test
  void slowStepsWarmUpForASecondAndCountForOneMore() {
    assertEquals(List.of(10, 10), stepsThatTake(100));
  }

  @Test
  void atLeastSevenStepsCountHoweverSlowTheyAre() {
    assertEquals(List.of(1, 7), stepsThatTake(60_000));
  }

  /** How many steps warm up, and how many count. */
  private List<Integer> stepsThatTake(long millis) {
    int warmUp = 0;
    int counted = 0;
    for (Repetition repetition = new Repetition(() -> now);
        repetition.goesOn();
        repetition.next()) {
      now += TimeUnit.MILLISECONDS.toNanos(millis);
      if (repetition.counts()) {
        counted++;
      } else {
        warmUp++;
      }
    }
    return List.of(warmUp, counted);
  }
}
