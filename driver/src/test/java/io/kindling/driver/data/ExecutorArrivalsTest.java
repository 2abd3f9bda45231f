package io.kindling.driver.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExecutorArrivalsTest {
  private final AtomicReference<Set<String>> present = new AtomicReference<>(Set.of("driver", "a"));
  private final ExecutorArrivals arrivals = new ExecutorArrivals(present::get);

  @Test
  void whereNoneCameNoneWantsWork() {
    assertFalse(arrivals.wantWork(true));
  }

  @Test
  void oneThatComesWantsWorkOnceIfThereIsMore() {
    present.set(Set.of("driver", "a", "b"));
    assertTrue(arrivals.wantWork(true));
    assertFalse(arrivals.wantWork(true));
  }

  @Test
  void oneThatComesLongAfterAnotherWentTakesItsPlace() {
    present.set(Set.of("driver"));
    assertFalse(arrivals.wantWork(false));
    present.set(Set.of("driver", "b"));
    assertTrue(arrivals.wantWork(false));
  }

  @Test
  void oneThatCameWhileTheDataWereDividedIsMissedWhenItGoes() {
    present.set(Set.of("driver", "a", "b"));
    assertFalse(arrivals.wantWork(false));
    present.set(Set.of("driver", "a", "c"));
    assertTrue(arrivals.wantWork(false));
  }
}
