package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.StepWork;
import io.kindling.driver.resident.Report.Place;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcCallContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the parts of reports, questions and the parts of orders go together. */
final class RemoteTest {
  private static final RpcAddress ADDRESS = new RpcAddress("127.0.0.1", 7077);
  private static final Place PLACE = new Place(10, 0);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  /** A sum of nothing. */
  private static final class Count implements Mergeable<Count> {
    private static final long serialVersionUID = 1L;

    @Override
    public void merge(Count right) {}
  }

  /** Work that is only sent. */
  private static final class Nothing implements StepWork<Count> {
    private static final long serialVersionUID = 1L;

    @Override
    public Computed<Count> compute(Parameters parameters, Iterator<Shard> shards) {
      return new Computed<>(List.of(), () -> {});
    }
  }

  /** A question of the other process, and the answer. */
  private static final class Question implements RpcCallContext {
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    @Override
    public void reply(Object response) {
      assertTrue(answer.complete(((byte[]) response).clone()), "answered twice");
    }

    @Override
    public void sendFailure(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public RpcAddress senderAddress() {
      return ADDRESS;
    }

    byte[] answer() throws Exception {
      return answer.get(20, TimeUnit.SECONDS);
    }

    boolean isAnswered() {
      return answer.isDone();
    }
  }

  private final Exchange<Count> exchange = new Exchange<>(1, 1, PATIENCE);
  private final Remote<Count> remote = new Remote<>(ADDRESS);

  private Question ask(byte[] message) {
    Question question = new Question();
    ByteBuffer fromIndex = ByteBuffer.wrap(message);
    fromIndex.getLong();
    fromIndex.getLong();
    remote.receive(fromIndex, question, exchange);
    return question;
  }

  /** Sends a report, to which floats are added that make it so many parts. */
  private List<Question> tell(Report<Count> report, int parts) {
    byte[] content = Serialized.of(report).objects();
    FloatBuffer floats = FloatBuffer.wrap(new float[(parts - 1) * Parcel.FLOATS + 1]);
    Parcel parcel = new Parcel(1, 2, content, List.of(floats));
    assertEquals(parts, parcel.parts());
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      questions.add(ask(parcel.part(i).clone()));
    }
    return questions;
  }

  private static Report<Count> handedIn(long sequence) {
    List<TreeNode<Count>> sums = new ArrayList<>();
    if (sequence > 0) {
      TreeSum<Count> sum = new TreeSum<>(1);
      sum.addLeaf(0, new Count());
      sums.addAll(sum.subtrees());
    }
    return new Report.HandedIn<>(sequence, new ArrayList<>(List.of(PLACE)), sums, 1);
  }

  private CompletableFuture<Exchange.@Nullable Total<Count>> run(float[] parameters, boolean last) {
    CompletableFuture<Exchange.@Nullable Total<Count>> done = new CompletableFuture<>();
    Thread training =
        new Thread(
            () -> {
              try {
                done.complete(
                    exchange.run(new StepTask<>(new Nothing(), new Parameters(parameters)), last));
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    training.start();
    return done;
  }

  private static float[] parameters(int parts) {
    float[] values = new float[parts * Parcel.FLOATS];
    Random random = new Random(parts);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /** Adds an answer that is a part of an order, and tells the number of the order. */
  private static long add(byte[] answer, long sequence, Arrival order) {
    ByteBuffer part = ByteBuffer.wrap(answer);
    long number = part.getLong();
    assertEquals(sequence, part.getLong(), "which step it is");
    order.add(part);
    return number;
  }

  /** A worker comes, which is a question of its own, on which the first order is given. */
  private Question enter() {
    Report<Count> entered = new Report.Entered<>(PLACE);
    return ask(new Parcel(1, 2, Serialized.of(entered).objects(), List.of()).part(0));
  }

  private void takeFirstStep(Question entered) throws Exception {
    CompletableFuture<Exchange.@Nullable Total<Count>> step = run(parameters(1), false);
    add(entered.answer(), 1, new Arrival());
    tell(handedIn(1), 1);
    assertNotNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void aReportIsTakenNoticeOfWhenAllItsPartsAreThere() throws Exception {
    Question entered = enter();
    FloatBuffer floats = FloatBuffer.wrap(new float[2 * Parcel.FLOATS]);
    Parcel report = new Parcel(1, 2, Serialized.of(handedIn(0)).objects(), List.of(floats));
    CompletableFuture<Exchange.@Nullable Total<Count>> step = run(parameters(1), false);
    ask(report.part(1).clone());
    assertFalse(entered.isAnswered(), "no worker is ready");

    ask(report.part(0).clone());

    add(entered.answer(), 1, new Arrival());
    tell(handedIn(1), 1);
    assertNotNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void anOrderOfMorePartsThanQuestionsIsAnsweredAsFarAsTheyGoAndTheRestOnRequestInAnyOrder()
      throws Exception {
    Question entered = enter();
    List<Question> questions = tell(handedIn(0), 2);
    takeFirstStep(entered);
    float[] parameters = parameters(5);
    CompletableFuture<Exchange.@Nullable Total<Count>> step = run(parameters, false);

    Arrival order = new Arrival();
    long number = add(questions.get(0).answer(), 2, order);
    add(questions.get(1).answer(), 2, order);
    OrderHead head = OrderHead.read(order.content());
    for (int i = order.parts() - 1; i >= head.answered(); i--) {
      add(ask(Parcel.message(1, 2, Remote.MORE, number, i)).answer(), 2, order);
    }

    assertEquals(2, head.answered());
    assertEquals(List.of(PLACE), head.workers());
    assertEquals(5, order.parts());
    assertArrayEquals(parameters, order.floats().get(0));
    assertThrows(
        IllegalStateException.class, () -> ask(Parcel.message(1, 2, Remote.MORE, number, 4)));
    tell(handedIn(2), 1);
    assertNotNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void questionsBeforeAReportAreAnsweredWithItsOwnAndThoseNotNeededByNothing() throws Exception {
    Question entered = enter();
    Question before = ask(Parcel.message(1, 2, Remote.LINE));
    List<Question> report = tell(handedIn(0), 2);
    takeFirstStep(entered);
    CompletableFuture<Exchange.@Nullable Total<Count>> step = run(parameters(2), false);

    Arrival order = new Arrival();
    add(before.answer(), 2, order);
    add(report.get(0).answer(), 2, order);
    assertEquals(2, order.parts());
    assertArrayEquals(Remote.NOTHING, report.get(1).answer());
    tell(handedIn(2), 1);
    assertNotNull(step.get(20, TimeUnit.SECONDS));
  }

  @Test
  void allQuestionsAreAnsweredByTheEndBehindTheLastStep() throws Exception {
    Question entered = enter();
    List<Question> ready = tell(handedIn(0), 1);
    CompletableFuture<Exchange.@Nullable Total<Count>> step = run(parameters(1), true);
    add(entered.answer(), 1, new Arrival());
    Question before = ask(Parcel.message(1, 2, Remote.LINE));
    List<Question> report = tell(handedIn(1), 2);

    assertNotNull(step.get(20, TimeUnit.SECONDS));
    for (Question question : List.of(ready.get(0), before, report.get(0), report.get(1))) {
      assertArrayEquals(Remote.END, question.answer());
    }
  }
}
