package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.StepWork;
import io.kindling.driver.resident.Report.Place;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts in a step, with copies of tasks, zombies, and workers that come and go. */
final class ExchangeTest {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);
  private static final Place FIRST = new Place(10, 0);
  private static final Place SECOND = new Place(11, 1);
  private static final Place COPY = new Place(12, 1);

  /** A sum whose brackets show. */
  private static final class Text implements Mergeable<Text> {
    private static final long serialVersionUID = 1L;

    private String text;

    Text(String text) {
      this.text = text;
    }

    @Override
    public void merge(Text right) {
      text = "(" + text + right.text + ")";
    }
  }

  /** Workers of a process that a test plays. */
  private final class Workers {
    private final Party<Text> party = new Party<>("here");
    private final List<List<Place>> orders = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private int ends;

    void tell(Report<Text> report) {
      exchange.tell(
          party,
          new Line<>() {
            @Override
            public void order(Order<Text> order, List<Place> workers) {
              synchronized (Workers.this) {
                orders.add(List.copyOf(workers));
                sequences.add(order.sequence());
                Workers.this.notifyAll();
              }
            }

            @Override
            public void end() {
              ends++;
            }
          },
          report);
    }

    void enter(Place... places) {
      for (Place place : places) {
        tell(new Report.Entered<>(place));
        tell(new Report.HandedIn<>(0, new ArrayList<>(List.of(place)), new ArrayList<>(), 0));
      }
    }

    /** Waits for the order that comes after {@code before} others. */
    synchronized List<Place> order(int before) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (orders.size() <= before) {
        assertTrue(System.nanoTime() < end, "no order came: " + orders);
        try {
          wait(100);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return orders.get(before);
    }

    void handIn(long sequence, List<Place> workers, String... leaves) {
      TreeSum<Text> sum = new TreeSum<>(2);
      for (int i = 0; i < leaves.length; i++) {
        sum.addLeaf(workers.get(i).range(), new Text(leaves[i]));
      }
      tell(
          new Report.HandedIn<>(
              sequence, new ArrayList<>(workers), new ArrayList<>(sum.subtrees()), 1));
    }
  }

  private final Exchange<Text> exchange = new Exchange<>(2, 2, PATIENCE);

  /** Starts a step on a thread of its own, as a training would. */
  private CompletableFuture<Exchange.@Nullable Total<Text>> run(boolean last) {
    CompletableFuture<Exchange.@Nullable Total<Text>> result = new CompletableFuture<>();
    StepWork<Text> nothing = (parameters, shards) -> new StepWork.Computed<>(List.of(), () -> {});
    Thread training =
        new Thread(
            () -> {
              try {
                result.complete(
                    exchange.run(new StepTask<>(nothing, new Parameters(new float[0])), last));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    training.start();
    return result;
  }

  private static String sum(CompletableFuture<Exchange.@Nullable Total<Text>> step)
      throws Exception {
    Exchange.@Nullable Total<Text> total = step.get(20, TimeUnit.SECONDS);
    assertNotNull(total);
    return total.sum().text;
  }

  @Test
  void workersOfAProcessGetOneOrderTogether() throws Exception {
    Workers process = new Workers();
    process.enter(FIRST, SECOND);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    List<Place> workers = process.order(0);
    assertEquals(2, workers.size());
    process.handIn(1, List.of(FIRST, SECOND), "a", "b");
    assertEquals("(ab)", sum(step));
  }

  @Test
  void aRangeCountsOnceThoughACopyHandsItInToo() throws Exception {
    Workers one = new Workers();
    Workers two = new Workers();
    one.enter(FIRST, SECOND);
    two.enter(COPY);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    two.order(0);
    two.handIn(1, List.of(COPY), "b");
    one.handIn(1, List.of(FIRST, SECOND), "a", "b"); // refused as a whole
    assertEquals(List.of(FIRST), one.order(1));
    one.handIn(1, List.of(FIRST), "a");
    assertEquals("(ab)", sum(step));
  }

  @Test
  void whatComesForAnEarlierStepDoesNotCount() throws Exception {
    Workers one = new Workers();
    Workers zombie = new Workers();
    one.enter(FIRST, SECOND);
    zombie.enter(COPY);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    one.handIn(1, List.of(FIRST, SECOND), "a", "b");
    assertEquals("(ab)", sum(step));
    CompletableFuture<Exchange.@Nullable Total<Text>> next = run(false);
    one.order(1);
    zombie.handIn(1, List.of(COPY), "old");
    assertEquals(List.of(COPY), zombie.order(1)); // ready again, and given the step of now
    assertEquals(2, zombie.sequences.get(1));
    one.handIn(2, List.of(FIRST, SECOND), "c", "d");
    assertEquals("(cd)", sum(next));
  }

  @Test
  void aWorkerThatComesInMidStepGetsTheOrderOfTheOneThatLeft() throws Exception {
    Workers one = new Workers();
    Workers two = new Workers();
    one.enter(FIRST);
    two.enter(SECOND);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    two.order(0);
    one.handIn(1, List.of(FIRST), "a");
    two.tell(new Report.Left<>(SECOND));
    Workers three = new Workers();
    three.enter(COPY);
    assertEquals(List.of(COPY), three.order(0));
    three.handIn(1, List.of(COPY), "b");
    assertEquals("(ab)", sum(step));
  }

  @Test
  void aRangeThatHasNoWorkerForTooLongEndsTheWait() throws Exception {
    Workers one = new Workers();
    one.enter(FIRST);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    one.handIn(1, List.of(FIRST), "a");
    assertNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void workersOfAProcessThatIsGoneAreMissed() throws Exception {
    Workers one = new Workers();
    one.enter(FIRST, SECOND);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    exchange.disconnected("here");
    assertNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void theLastOrderSendsEverybodyAwayWhenItsSumIsThere() throws Exception {
    Workers one = new Workers();
    one.enter(FIRST, SECOND);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(true);
    one.order(0);
    assertEquals(0, one.ends);
    one.handIn(1, List.of(FIRST, SECOND), "a", "b");
    assertEquals("(ab)", sum(step));
    assertTrue(exchange.isOver());
    assertTrue(one.ends > 0);
    Workers late = new Workers();
    late.enter(COPY);
    assertTrue(late.ends > 0, "one that comes later");
  }

  @Test
  void timeThatIsUpEndsNoStepThatIsUnderWay() throws Exception {
    Workers one = new Workers();
    one.enter(FIRST, SECOND);
    CompletableFuture<Exchange.@Nullable Total<Text>> step = run(false);
    one.order(0);
    one.tell(new Report.TimeUp<>());
    one.handIn(1, List.of(FIRST, SECOND), "a", "b");
    assertEquals("(ab)", sum(step));
    one.tell(new Report.TimeUp<>());
    assertTrue(exchange.isOver());
    assertNull(run(false).get(20, TimeUnit.SECONDS));
  }

  @Test
  void anOrderIsTheSameObjectHereAndAnEqualOneElsewhere() {
    StepTask<Text> task =
        new StepTask<>(
            (StepWork<Text>)
                (parameters, shards) ->
                    new StepWork.Computed<>(new ArrayList<TreeNode<Text>>(), () -> {}),
            new Parameters(new float[] {1, 2}));
    Order<Text> order = Order.of(3, true, task);
    assertSame(task, order.task());
    Serialized sent = order.serialized();
    assertSame(sent, order.serialized());
    Order<Text> received =
        Order.received(3, true, sent.objects(), List.of(sent.floats().get(0).array()));
    assertEquals(2f, received.task().parameters().of(0)[1]);
  }
}
