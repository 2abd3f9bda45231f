package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The way from workers in other processes to the driver: each part of a report is a question, whose
 * answer is a part of an order. An answer comes when there is something to do, so no time-out ends
 * the wait for it; a connection that breaks does.
 */
final class RpcWire<T extends Mergeable<T>> implements Wire<T> {
  private static final RpcTimeout NEVER =
      new RpcTimeout(FiniteDuration.apply(1, TimeUnit.DAYS), "a day");
  private static final ClassTag<byte[]> ANSWER = ClassTag$.MODULE$.apply(byte[].class);

  private final RpcEndpointRef driver;
  private final long job;
  private final long crew;
  private final Map<Long, Arrival> arrivals = new HashMap<>();
  private volatile int partsOfOrder; // of the last one
  private @Nullable Line<T> workers;

  /**
   * A wire for the crew of this process.
   *
   * @param job its number
   * @param crew a number that no other process has
   */
  RpcWire(RpcAddress address, String endpoint, long job, long crew) {
    this.driver = SparkEnv.get().rpcEnv().setupEndpointRef(address, endpoint);
    this.job = job;
    this.crew = crew;
  }

  /** Says who carries out the orders. */
  void connect(Crew<T> connected) {
    workers = connected;
  }

  @Override
  public synchronized void tell(Report<T> report) { // so that no other's parts come between
    Serialized serialized = Serialized.of(report);
    Parcel parcel = new Parcel(job, crew, serialized.objects(), serialized.floats());
    for (int i = parcel.parts(); i < partsOfOrder; i++) {
      ask(Parcel.message(job, crew, Remote.LINE));
    }
    for (int i = 0; i < parcel.parts(); i++) {
      ask(parcel.part(i));
    }
  }

  private void ask(byte[] message) {
    driver
        .ask(message, NEVER, ANSWER)
        .onComplete(new Answered(), ExecutionContext.parasitic$.MODULE$);
  }

  /** Takes in an answer: on a thread of Spark's, as a rule the same for all. */
  private void receive(byte[] answer) {
    if (Arrays.equals(answer, Remote.END)) {
      crew().end();
    } else if (!Arrays.equals(answer, Remote.NOTHING)) {
      add(ByteBuffer.wrap(answer));
    }
  }

  private void add(ByteBuffer part) {
    long number = part.getLong();
    long sequence = part.getLong();
    boolean first = part.getInt(part.position()) == 0;
    Arrival arrival;
    boolean complete;
    synchronized (arrivals) {
      arrival = arrivals.computeIfAbsent(number, missing -> new Arrival());
      complete = arrival.add(part);
      if (complete) {
        arrivals.remove(number);
      }
    }
    if (first) {
      partsOfOrder = arrival.parts();
      for (int i = OrderHead.read(arrival.content()).answered(); i < arrival.parts(); i++) {
        ask(Parcel.message(job, crew, Remote.MORE, number, i));
      }
    }
    if (complete) {
      OrderHead head = OrderHead.read(arrival.content());
      crew()
          .order(
              Order.received(sequence, head.last(), head.objects(), arrival.floats()),
              head.workers());
    }
  }

  private Crew<T> crew() {
    if (workers instanceof Crew<T> crew) {
      return crew;
    }
    throw new IllegalStateException("nobody is connected");
  }

  private final class Answered extends AbstractFunction1<Try<byte[]>, BoxedUnit> {
    @Override
    public BoxedUnit apply(Try<byte[]> answer) {
      if (answer.isFailure()) {
        crew().fail(answer.failed().get());
      } else {
        receive(answer.get());
      }
      return BoxedUnit.UNIT;
    }
  }
}
