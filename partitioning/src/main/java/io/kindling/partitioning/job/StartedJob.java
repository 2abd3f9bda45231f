package io.kindling.partitioning.job;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * A Spark job of one stage that runs while its starter does other things: a task for each partition
 * of an RDD. It has the local properties that the starting thread has, such as its description.
 */
public final class StartedJob {
  private final SimpleFutureAction<Boolean> action;
  private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();

  private StartedJob(SimpleFutureAction<Boolean> action, Runnable ended) {
    this.action = action;
    action.onComplete(new Complete(end, ended), ExecutionContext.parasitic$.MODULE$);
  }

  /**
   * What a task does with the elements of its partition. It returns nothing.
   *
   * @param <E> the elements
   */
  @FunctionalInterface
  public interface Task<E> extends Serializable {
    /** Does it. */
    void run(java.util.Iterator<E> partition);
  }

  /**
   * Starts a job.
   *
   * @param ended is called when it has ended, well or not, on a thread of Spark's scheduler
   */
  public static <E> StartedJob start(JavaRDD<E> rdd, Task<E> task, Runnable ended) {
    return new StartedJob(
        rdd.context()
            .submitJob(
                rdd.rdd(), new Run<>(task), PartitionJob.partitions(rdd), new Ignore(), new Done()),
        ended);
  }

  /**
   * Waits for the end of the job, good or bad.
   *
   * @return whether it ended in time
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitEnd(long millis) throws InterruptedException {
    try {
      end.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // the future is completed by values only
    }
  }

  /** Whether it has ended, well or not. */
  public boolean hasEnded() {
    return end.isDone();
  }

  /** What it failed of, if it has ended and did. */
  public Optional<Throwable> failure() {
    return end.getNow(Optional.empty());
  }

  /** Has Spark end the job; tasks that run are told so. */
  public void cancel() {
    action.cancel();
  }

  private static final class Run<E> extends AbstractFunction1<Iterator<E>, Boolean>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Task<E> task;

    Run(Task<E> task) {
      this.task = task;
    }

    @Override
    public Boolean apply(Iterator<E> partition) {
      task.run(CollectionConverters.asJava(partition));
      return true;
    }
  }

  private static final class Ignore extends AbstractFunction2<Object, Boolean, BoxedUnit> {
    @Override
    public BoxedUnit apply(Object partition, Boolean nothing) {
      return BoxedUnit.UNIT;
    }
  }

  private static final class Done extends AbstractFunction0<Boolean> {
    @Override
    public Boolean apply() {
      return true;
    }
  }

  private static final class Complete extends AbstractFunction1<Try<Boolean>, BoxedUnit> {
    private final CompletableFuture<Optional<Throwable>> end;
    private final Runnable ended;

    Complete(CompletableFuture<Optional<Throwable>> end, Runnable ended) {
      this.end = end;
      this.ended = ended;
    }

    @Override
    public BoxedUnit apply(Try<Boolean> result) {
      end.complete(result.isFailure() ? Optional.of(result.failed().get()) : Optional.empty());
      ended.run();
      return BoxedUnit.UNIT;
    }
  }
}
