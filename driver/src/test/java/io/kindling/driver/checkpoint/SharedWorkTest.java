package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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
    IntStream.range(0, 100).forEach(i -> pieces.add(core -> i));
    for (int threads = 1; threads <= 4; threads++) {
      assertEquals(
          IntStream.range(0, 100).boxed().toList(), SharedWork.of(pieces, threads, threads));
    }
  }

  @Test
  void threadsWorkAtTheSameTime() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    SharedWork.Piece<Boolean> meets =
        core -> {
          both.countDown();
          await(both);
          return true;
        };
    assertEquals(List.of(true, true), SharedWork.of(List.of(meets, meets), 2, 2));
  }

  @Test
  void noMoreOfThemComputeAtOnceThanThereAreCores() throws IOException {
    AtomicInteger computing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    SharedWork.Piece<Boolean> computes =
        core -> {
          most.accumulateAndGet(computing.incrementAndGet(), Math::max);
          LockSupport.parkNanos(5_000_000);
          computing.decrementAndGet();
          return true;
        };
    SharedWork.of(Collections.nCopies(20, computes), 6, 2);
    assertTrue(most.get() <= 2, most + " at once");
  }

  @Test
  void whileAPieceWaitsForTheDiskAnotherComputes() throws IOException {
    CountDownLatch computed = new CountDownLatch(1);
    SharedWork.Piece<Boolean> waits =
        core -> {
          core.close();
          await(computed);
          return true;
        };
    SharedWork.Piece<Boolean> computes =
        core -> {
          computed.countDown();
          return true;
        };
    assertEquals(List.of(true, true), SharedWork.of(List.of(waits, computes), 2, 1));
  }

  @Test
  void aCoreIsFreeAgainForOnePieceOnly() throws IOException {
    AtomicInteger computing = new AtomicInteger();
    SharedWork.Piece<Integer> computes =
        core -> {
          int atOnce = computing.incrementAndGet();
          LockSupport.parkNanos(5_000_000);
          computing.decrementAndGet();
          core.close();
          core.close();
          return atOnce;
        };
    assertEquals(
        Collections.nCopies(20, 1), SharedWork.of(Collections.nCopies(20, computes), 4, 1));
  }

  @Test
  void afterAFailureNoPieceIsBegun() {
    CompletableFuture<Thread> failing = new CompletableFuture<>();
    AtomicInteger later = new AtomicInteger();
    List<SharedWork.Piece<Integer>> pieces = new ArrayList<>();
    pieces.add(
        core -> {
          failing.complete(Thread.currentThread());
          return fail();
        });
    pieces.add(
        core -> {
          Thread other = failing.join(); // until it has ended, or waits for this one
          while (other.isAlive() && other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          return 1;
        });
    pieces.add(core -> later.incrementAndGet());
    var error = assertThrows(IOException.class, () -> SharedWork.of(pieces, 2, 2));
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
        core -> {
          begun.countDown();
          await(failing);
          LockSupport.parkNanos(100_000_000);
          ended.set(true);
          return 0;
        };
    SharedWork.Piece<Integer> fails =
        core -> {
          await(begun);
          failing.countDown();
          return fail();
        };
    assertThrows(
        IOException.class,
        () -> SharedWork.of(slowFirst ? List.of(slow, fails) : List.of(fails, slow), 2, 2));
    assertTrue(ended.get(), "a piece was still under way");
  }

  @Test
  void anInterruptBreaksNothingOffAndStays() throws IOException {
    Thread caller = Thread.currentThread();
    SharedWork.Piece<Boolean> piece =
        core -> {
          caller.interrupt();
          LockSupport.parkNanos(20_000_000);
          return Thread.currentThread().isInterrupted();
        };
    List<Boolean> interrupted = SharedWork.of(List.of(piece, piece), 1, 1);
    assertTrue(Thread.interrupted(), "the interrupt was lost");
    assertEquals(List.of(false, false), interrupted);
  }
}
