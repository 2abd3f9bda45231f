package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.StepWork;
import io.kindling.driver.resident.Report.Place;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Workers of one process: what they hand in together, and when they do not wait for each other. */
final class CrewTest {
  private static final int LEAVES = 2;
  private static final Place FIRST = new Place(10, 0);
  private static final Place SECOND = new Place(11, 1);

  private final BlockingQueue<Report<Count>> told = new LinkedBlockingQueue<>();
  private final Crew<Count> crew = new Crew<>(LEAVES, told::add, TimeUnit.HOURS.toNanos(1));

  private static final class Count implements Mergeable<Count> {
    private static final long serialVersionUID = 1L;

    private int count = 1;

    @Override
    public void merge(Count right) {
      count += right.count;
    }
  }

  private static Order<Count> order(long sequence) {
    StepWork<Count> nothing = (parameters, shards) -> new StepWork.Computed<>(List.of(), () -> {});
    return Order.of(sequence, false, new StepTask<>(nothing, new Parameters(new float[0])));
  }

  private static List<TreeNode<Count>> leaf(int index) {
    TreeSum<Count> sum = new TreeSum<>(LEAVES);
    sum.addLeaf(index, new Count());
    return sum.subtrees();
  }

  private Report.@Nullable HandedIn<Count> nextHandedIn() throws InterruptedException {
    Report<Count> report = told.poll(20, TimeUnit.SECONDS);
    while (report != null && !(report instanceof Report.HandedIn<Count>)) {
      report = told.poll(20, TimeUnit.SECONDS);
    }
    return (Report.HandedIn<Count>) report;
  }

  @Test
  void workersHandInOnceTogether() throws Exception {
    Seat<Count> first = crew.enter(FIRST);
    Seat<Count> second = crew.enter(SECOND);
    crew.order(order(1), List.of(FIRST, SECOND));
    assertNotNull(crew.next(first, () -> false));
    assertNotNull(crew.next(second, () -> false));
    told.clear();
    crew.handIn(second, leaf(1), 7);
    assertTrue(told.isEmpty());
    crew.handIn(first, leaf(0), 5);
    Report.@Nullable HandedIn<Count> sums = nextHandedIn();
    assertNotNull(sums);
    assertEquals(List.of(SECOND, FIRST), sums.workers());
    assertEquals(1, sums.sums().size());
    assertEquals(2, sums.sums().get(0).sum().count);
    assertEquals(7, sums.slowestNanos());
  }

  @Test
  void oneThatLeavesIsNotWaitedFor() throws Exception {
    Seat<Count> first = crew.enter(FIRST);
    Seat<Count> second = crew.enter(SECOND);
    crew.order(order(1), List.of(FIRST, SECOND));
    assertNotNull(crew.next(first, () -> false));
    told.clear();
    crew.handIn(first, leaf(0), 5);
    crew.leave(second); // before it took the order
    Report.@Nullable HandedIn<Count> sums = nextHandedIn();
    assertNotNull(sums);
    assertEquals(List.of(FIRST), sums.workers());
    assertEquals(new Report.Left<Count>(SECOND), told.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void oneThatHangsIsNotWaitedForForLong() throws Exception {
    CompletableFuture<Void> waits = new CompletableFuture<>();
    Seat<Count> hanging = crew.enter(SECOND);
    Thread quick =
        new Thread(
            () -> {
              Seat<Count> seat = crew.enter(FIRST);
              crew.ready(seat);
              assertNotNull(crew.next(seat, () -> false));
              crew.handIn(seat, leaf(0), 5);
              assertNull(crew.next(seat, () -> false));
              waits.complete(null);
            });
    quick.start();
    assertNotNull(nextHandedIn()); // ready
    crew.order(order(1), List.of(FIRST, SECOND));
    assertNotNull(crew.next(hanging, () -> false));
    Report.@Nullable HandedIn<Count> sums = nextHandedIn();
    assertNotNull(sums);
    assertEquals(List.of(FIRST), sums.workers());
    crew.handIn(hanging, leaf(1), 9);
    Report.@Nullable HandedIn<Count> late = nextHandedIn();
    assertNotNull(late);
    assertEquals(List.of(SECOND), late.workers());
    crew.end();
    waits.get(20, TimeUnit.SECONDS);
  }

  @Test
  void oneThatIsKilledWhileItWaitsLeavesAtOnce() {
    Seat<Count> seat = crew.enter(FIRST);
    long start = System.nanoTime();
    assertThrows(
        TaskKilledException.class,
        () -> crew.next(seat, () -> System.nanoTime() - start > 200_000_000));
    assertTrue(System.nanoTime() - start < 1_000_000_000);
  }

  @Test
  void theDriverThatCannotBeReachedEndsTheWait() {
    Seat<Count> seat = crew.enter(FIRST);
    crew.fail(new IllegalStateException("planted"));
    assertEquals(
        "the driver of the training cannot be reached",
        assertThrows(IllegalStateException.class, () -> crew.next(seat, () -> false)).getMessage());
  }
}
