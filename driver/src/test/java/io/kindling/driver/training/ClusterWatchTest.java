package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A listener of Spark that comes and goes with each training. */
final class ClusterWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void aThreadThatIsInterruptedEndsItAndTheContextStopsLater() {
    JavaSparkContext context = LocalSpark.start(1, Map.of());
    ClusterWatch watch = new ClusterWatch(context);
    Thread.currentThread().interrupt();
    watch.close();
    assertTrue(Thread.interrupted(), "the thread is interrupted as before");
    assertTimeoutPreemptively(PATIENCE, context::close);
  }
}
