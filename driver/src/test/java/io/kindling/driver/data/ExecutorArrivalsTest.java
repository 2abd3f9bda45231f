package io.kindling.driver.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Executors of two cores each. */
class ExecutorArrivalsTest {
  private static final int SHARDS = 8;

  private Set<String> present = Set.of("a", "b");
  private final ExecutorArrivals arrivals = new ExecutorArrivals(() -> present);

  @Test
  void whereAllHoldDataNoneWantsWork() {
    assertFalse(wantWork(Set.of("a", "b"), 4, SHARDS));
    present = Set.of("a");
    assertFalse(wantWork(Set.of("a", "b"), 4, SHARDS));
  }

  @Test
  void oneThatComesWantsWorkIfThereIsMore() {
    present = Set.of("a", "b", "c");
    assertFalse(wantWork(Set.of("a", "b"), 4, 4));
    assertTrue(wantWork(Set.of("a", "b"), 4, 5));
  }

  @Test
  void oneThatComesLongAfterAnotherWentTakesItsPlace() {
    present = Set.of("a");
    assertFalse(wantWork(Set.of("a", "b"), 4, 4));
    present = Set.of("a", "c");
    assertTrue(wantWork(Set.of("a", "b"), 4, 4));
  }

  @Test
  void oneThatComesWhileAnotherThatWentIsStillListedTakesItsPlaceLater() {
    present = Set.of("a", "b", "c");
    assertFalse(wantWork(Set.of("a", "b"), 4, 4));
    present = Set.of("a", "c");
    assertTrue(wantWork(Set.of("a", "b"), 4, 4));
  }

  @Test
  void oneThatWasPassedByWantsWorkIfOthersHaveMoreTasksThanCores() {
    assertTrue(wantWork(Set.of("a"), 4, 4));
    assertFalse(wantWork(Set.of("a"), 2, 2));
  }

  @Test
  void theSameExecutorsAreNotTriedForEver() {
    assertEquals(
        ExecutorArrivals.TRIES,
        IntStream.range(0, 10).filter(look -> wantWork(Set.of("a"), 4, 4)).count());
    present = Set.of("a", "c");
    assertTrue(wantWork(Set.of("a"), 4, 4));
  }

  private boolean wantWork(Set<String> holders, int tasks, int mostTasks) {
    return arrivals.wantWork(holders, tasks, mostTasks, 2 * present.size());
  }
}
