package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Which sums a thread may use again. */
final class PoolTest {
  private final Pool<StringBuilder> pool = new Pool<>(StringBuilder::new);

  @Test
  void thoseOfTheTaskBeforeAreFree() {
    pool.startTask();
    StringBuilder first = pool.take();
    pool.startTask();
    assertSame(first, pool.take());
  }

  @Test
  void thoseThatWereLeftToOthersAreNot() {
    pool.startTask();
    StringBuilder first = pool.take();
    pool.leave();
    pool.startTask();
    assertNotSame(first, pool.take());
  }
}
