package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters in blocks, by one thread or several, come to what they come to all at once. */
final class ParameterBlocksTest {
  private static final int MANY = 600_001;
  private static final Network NETWORK =
      new ModelSpec(
              Shape.vector(599), NetworkSpec.of(new Dense(500), new Dense(1)), new SquaredError())
          .compile();

  static Set<String> optimizers() {
    return Optimizer.CATALOGUE.names();
  }

  @ParameterizedTest
  @EnumSource(ParameterBlocks.class)
  void everyParameterIsInOneBlock(ParameterBlocks blocks) {
    for (int count : new int[] {1, 16_384, 16_385, 262_143, 262_144, MANY}) {
      AtomicIntegerArray visits = new AtomicIntegerArray(count + 20);
      boolean finite =
          blocks.run(
              7,
              7 + count,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  visits.incrementAndGet(i);
                }
                return true;
              });
      assertTrue(finite);
      for (int i = 0; i < visits.length(); i++) {
        assertEquals(i >= 7 && i < 7 + count ? 1 : 0, visits.get(i), "parameter " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ParameterBlocks.class)
  void everyParameterOfManyRangesIsWorkedOnOnce(ParameterBlocks blocks) {
    for (int count : new int[] {0, 1, 2048, 2049, 4097, 10_000}) {
      Ranges ranges = new Ranges();
      for (int i = 0; i < count; i++) {
        ranges.add(3 * i, 3 * i + 1 + i % 2);
      }
      AtomicIntegerArray visits = new AtomicIntegerArray(3 * count);
      boolean finite =
          blocks.run(
              ranges,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  visits.incrementAndGet(i);
                }
                return from != 3 * 2048;
              });
      assertEquals(count <= 2048, finite);
      for (int i = 0; i < visits.length(); i++) {
        assertEquals(i % 3 <= i / 3 % 2 ? 1 : 0, visits.get(i), "parameter " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ParameterBlocks.class)
  void oneBlockThatIsNotFiniteIsToldAndTheOthersAreDone(ParameterBlocks blocks) {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    boolean finite =
        blocks.run(
            0,
            MANY,
            (from, to) -> {
              done.add(from);
              return from > 100_000 || to < 90_000;
            });
    assertFalse(finite);
    assertEquals(37, done.size());
  }

  @Test
  void onTheDriverSeveralThreadsWorkAtATime() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    CountDownLatch two = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ParameterBlocks.BY_ALL_CORES.run(
        0,
        MANY,
        (from, to) -> {
          if (threads.add(Thread.currentThread())) {
            two.countDown();
          }
          return awaitTwo(two);
        });
    assertTrue(threads.size() > 1, threads.toString());
  }

  private static boolean awaitTwo(CountDownLatch two) {
    try {
      return two.await(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aStepByAllCoresIsThatOfOneAndThatOfTheOptimizerAlone(String name) {
    Optimizer optimizer = Optimizer.CATALOGUE.read(Setting.scalar("optimizer", name));
    UpdateRule rule = UpdateRule.of(optimizer);
    float[] start = NETWORK.parameters().initialParameters(1);
    ParameterUpdate inTurn =
        new ParameterUpdate(NETWORK, rule, start.clone(), ParameterBlocks.IN_TURN);
    ParameterUpdate byAll =
        new ParameterUpdate(NETWORK, rule, start.clone(), ParameterBlocks.BY_ALL_CORES);
    float[] alone = start.clone();
    OptimizerState state = optimizer.initialState(NETWORK.parameters());
    for (int step = 0; step < 3; step++) {
      assertEquals(Optional.empty(), inTurn.step(gradient(step), 0.01));
      assertEquals(Optional.empty(), byAll.step(gradient(step), 0.01));
      state.nextStep();
      optimizer.step(alone, gradient(step).gradient(), 0.01, state);
    }
    assertArrayEquals(alone, inTurn.theta());
    assertArrayEquals(alone, byAll.theta());
    for (int i = 0; i < optimizer.moments(); i++) {
      assertArrayEquals(state.moment(i), inTurn.state().moment(i), "moment " + i);
      assertArrayEquals(state.moment(i), byAll.state().moment(i), "moment " + i);
    }
  }

  private static GradientSum gradient(int step) {
    GradientSum sum = new GradientSum(NETWORK.parameters());
    float[] gradient = sum.gradient();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) Math.sin(i * (step + 1.5));
    }
    sum.setTotals(1, 1, 1);
    return sum;
  }
}
