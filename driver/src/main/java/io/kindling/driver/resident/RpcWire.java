package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.util.ArrayList;
import java.util.List;
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
 * The way from workers in other processes to the driver: each report is a question, whose answer is
 * an order. An answer comes when there is something to do, so no time-out ends the wait for it; a
 * connection that breaks does.
 */
final class RpcWire<T extends Mergeable<T>> implements Wire<T> {
  private static final RpcTimeout NEVER =
      new RpcTimeout(FiniteDuration.apply(1, TimeUnit.DAYS), "a day");
  private static final ClassTag<Object[]> ANSWER = ClassTag$.MODULE$.apply(Object[].class);

  private final RpcEndpointRef driver;
  private final long job;
  private final long crew;
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
  public void tell(Report<T> report) {
    driver
        .ask(new Object[] {job, crew, Serialized.write(report)}, NEVER, ANSWER)
        .onComplete(new Answered(), ExecutionContext.parasitic$.MODULE$);
  }

  private final class Answered extends AbstractFunction1<Try<Object[]>, BoxedUnit> {
    @Override
    public BoxedUnit apply(Try<Object[]> answer) {
      if (answer.isFailure()) {
        crew().fail(answer.failed().get());
      } else {
        carryOut(answer.get());
      }
      return BoxedUnit.UNIT;
    }

    private void carryOut(Object[] parts) {
      if (parts.length == 0) {
        crew().end();
        return;
      }
      long[] attempts = (long[]) parts[3];
      int[] ranges = (int[]) parts[4];
      List<Report.Place> places = new ArrayList<>();
      for (int i = 0; i < attempts.length; i++) {
        places.add(new Report.Place(attempts[i], ranges[i]));
      }
      crew()
          .order(Order.received((Long) parts[0], (Boolean) parts[1], (byte[][]) parts[2]), places);
    }

    private Crew<T> crew() {
      if (workers instanceof Crew<T> crew) {
        return crew;
      }
      throw new IllegalStateException("nobody is connected");
    }
  }
}
