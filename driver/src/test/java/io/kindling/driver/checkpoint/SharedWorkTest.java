package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of work that some threads share. */
@Timeout(60)
final class SharedWorkTest {
  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void resultsComeInTheOrderOfThePieces() throws IOException {
    List<SharedWork.Piece<Integer>> pieces = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> pieces.add(() -> i));
    for (int threads = 1; threads <= 4; threads++) {
      assertEquals(IntStream.range(0, 100).boxed().toList(), SharedWork.of(pieces, threads));
    }
  }

  @Test
  void threadsWorkAtTheSameTime() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    SharedWork.Piece<Boolean> meets =
        () -> {
          both.countDown();
          await(both);
          return true;
        };
    assertEquals(List.of(true, true), SharedWork.of(List.of(meets, meets), 2));
  }

  @Test
  void afterAFailureNoPieceIsBegun() {
    CompletableFuture<Thread> failing = new CompletableFuture<>();
    AtomicInteger later = new AtomicInteger();
    List<SharedWork.Piece<Integer>> pieces = new ArrayList<>();
    pieces.add(
        () -> {
          failing.complete(Thread.currentThread());
          return fail();
        });
    pieces.add(
        () -> {
          Thread other = failing.join(); // until it has ended, or waits for this one
          while (other.isAlive() && other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          return 1;
        });
    pieces.add(later::incrementAndGet);
    var error = assertThrows(IOException.class, () -> SharedWork.of(pieces, 2));
    assertEquals("disk full", error.getMessage());
    assertEquals(0, later.get());
  }

  private static int fail() throws IOException {
    throw new IOException("disk full");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePieceUnderWayIsWaitedForWhenAnotherHasFailed(boolean slowFirst) {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    SharedWork.Piece<Integer> slow =
        () -> {
          begun.countDown();
          await(failing);
          LockSupport.parkNanos(100_000_000);
          ended.set(true);
          return 0;
        };
    SharedWork.Piece<Integer> fails =
        () -> {
          await(begun);
          failing.countDown();
          return fail();
        };
    assertThrows(
        IOException.class,
        () -> SharedWork.of(slowFirst ? List.of(slow, fails) : List.of(fails, slow), 2));
    assertTrue(ended.get(), "a piece was still under way");
  }

  @Test
  void anInterruptBreaksNothingOffAndStays() throws IOException {
    CountDownLatch other = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    List<SharedWork.Piece<Boolean>> pieces = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pieces.add(
          () -> {
            if (Thread.currentThread() == caller) {
              caller.interrupt();
              other.countDown();
            } else {
              await(other);
            }
            return true;
          });
    }
    List<Boolean> done = SharedWork.of(pieces, 2);
    assertTrue(Thread.interrupted(), "the interrupt was lost");
    assertEquals(List.of(true, true), done);
  }
}
