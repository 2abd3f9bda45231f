package io.kindling.driver.resident;

import io.kindling.driver.aggregation.StepWork;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.job.StartedJob;
import io.kindling.partitioning.shard.Shard;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/** What a task of a job of workers does: it carries out orders until it is told to go. */
final class Worker<T extends Mergeable<T>> implements StartedJob.Task<Shard> {
  private static final long serialVersionUID = 1L;

  private final RpcAddress driver;
  private final String endpoint;
  private final long job;
  private final int leaves;
  private final long mostNanos;
  private final Broadcast<Crews> crews;

  /**
   * A worker.
   *
   * @param driver where the endpoint is
   * @param endpoint its name
   * @param job its number
   * @param leaves of the tree
   * @param mostNanos after which it goes as soon as there is nothing to do
   * @param crews where those of a process meet
   */
  Worker(
      RpcAddress driver,
      String endpoint,
      long job,
      int leaves,
      long mostNanos,
      Broadcast<Crews> crews) {
    this.driver = driver;
    this.endpoint = endpoint;
    this.job = job;
    this.leaves = leaves;
    this.mostNanos = mostNanos;
    this.crews = crews;
  }

  @Override
  public void run(Iterator<Shard> partition) {
    Optional<Crew<T>> crew = crew();
    if (crew.isPresent()) {
      work(crew.get(), TaskContext.get(), partition);
    }
  }

  private void work(Crew<T> crew, TaskContext task, Iterator<Shard> partition) {
    Seat<T> seat = crew.enter(new Report.Place(task.taskAttemptId(), task.partitionId()));
    StepWork.@Nullable Computed<T> handedIn = null;
    try {
      List<Shard> shards = new ArrayList<>();
      partition.forEachRemaining(shards::add);
      crew.ready(seat);
      Order<T> order = crew.next(seat, task::isInterrupted);
      while (order != null) {
        StepTask<T> step = order.task();
        long start = System.nanoTime();
        handedIn = step.work().compute(step.parameters(), shards.iterator());
        crew.handIn(seat, handedIn.sums(), System.nanoTime() - start);
        order = order.last() ? null : crew.next(seat, task::isInterrupted);
      }
    } finally {
      if (handedIn != null) {
        handedIn.leave().run();
      }
      crew.leave(seat);
    }
  }

  /** The crew of this process; none if the job is over. */
  private Optional<Crew<T>> crew() {
    RpcEnv env = SparkEnv.get().rpcEnv();
    if (driver.equals(env.address())) {
      return env.setupEndpointRef(driver, endpoint)
          .<Optional<Crew<T>>>askSync(
              new WorkersEndpoint.CrewHere(job), ClassTag$.MODULE$.apply(Optional.class));
    }
    return Optional.of(crews.value().of(job, driver, endpoint, leaves, mostNanos));
  }
}
