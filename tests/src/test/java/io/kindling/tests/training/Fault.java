package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Incident;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What goes wrong on a cluster of two executors in the middle of a training. */
enum Fault {
  /** Jobs: when a task begins. Workers: while the other waits for its gradient. */
  EXECUTOR_KILLED_BEFORE_IT_COMPUTES("executor killed before it computes") {
    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      if (engine.workersStay()) {
        ProcessHandle victim = KillWithinStep.executors().get(0);
        KillWithinStep.signal("-STOP", victim);
        soon(victim::destroyForcibly);
      } else {
        FaultPoints.plant(FaultPoints.DIES_AT_START);
      }
    }
  },

  EXECUTOR_KILLED_IN_FORWARD_PASS("executor killed in the forward pass") {
    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FaultPoints.plant(FaultPoints.DIES_FORWARD);
    }
  },

  EXECUTOR_KILLED_IN_BACKWARD_PASS("executor killed in the backward pass") {
    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FaultPoints.plant(FaultPoints.DIES_BACKWARD);
    }
  },

  /** Jobs: with the result, before it is sent. Workers: while it waits for the other's gradient. */
  EXECUTOR_KILLED_AFTER_IT_HAS_COMPUTED("executor killed after it has computed") {
    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      if (engine.workersStay()) {
        List<ProcessHandle> executors = KillWithinStep.executors();
        ProcessHandle other = executors.get(1);
        KillWithinStep.signal("-STOP", other);
        soon(
            () -> {
              executors.get(0).destroyForcibly();
              KillWithinStep.signal("-CONT", other);
            });
      } else {
        FaultPoints.plant(FaultPoints.DIES_AT_END);
      }
    }
  },

  /** Jobs: no task is lost. */
  EXECUTOR_KILLED_BETWEEN_STEPS("executor killed between two steps") {
    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      ProcessHandle victim = KillWithinStep.executors().get(0);
      victim.destroyForcibly();
      victim.onExit().join();
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      assertTrue(events.removedExecutors() == 1, events.toString());
    }
  },

  EVERY_FIFTH_TASK_FAILS("more than every fifth task fails") {
    @Override
    Set<Incident.Kind> incidents() {
      return Set.of(Incident.Kind.TASKS_FAILED);
    }

    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FaultPoints.plant(FaultPoints.FAILS_BY_CHANCE);
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      assertTrue(FaultPoints.takeAway(FaultPoints.FAILS_BY_CHANCE));
      assertTrue(
          events.failures("ExceptionFailure") > 0
              && events.failed() >= 0.2
              && events.runAgain() > 0,
          events.toString());
    }
  },

  SHARDS_UNPERSISTED("cached rows unpersisted") {
    @Override
    Set<Incident.Kind> incidents() {
      return Set.of();
    }

    @Override
    void prepare(TwoExecutors cluster) {
      super.prepare(cluster);
      cluster.stayFor("0.01"); // workers that stay keep their rows
    }

    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      cluster.context().getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(true));
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      assertTrue(events.unpersisted() > 0 && events.wroteShuffles() > 0, events.toString());
    }
  },

  /** What a task of a sum's first stage has written for the second. */
  SHUFFLE_FILES_LOST_IN_SUM(
      "files of a shuffle lost before they are read, in the sum of two stages") {
    @Override
    Set<Incident.Kind> incidents() {
      return Set.of(Incident.Kind.TASKS_FAILED);
    }

    @Override
    boolean occursIn(Engine engine) {
      return !engine.workersStay();
    }

    @Override
    void prepare(TwoExecutors cluster) {
      cluster.takeDirectly("0"); // each sum takes two stages
    }

    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FaultPoints.plant(FaultPoints.LOSES_FILES);
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      checkFetch(events);
    }
  },

  /** While rows that were lost, too, are packed again. */
  SHUFFLE_FILES_LOST_IN_PACKING(
      "files of a shuffle lost before they are read, while lost rows are packed again") {
    @Override
    Set<Incident.Kind> incidents() {
      return Set.of(Incident.Kind.TASKS_FAILED);
    }

    @Override
    void prepare(TwoExecutors cluster) {
      SHARDS_UNPERSISTED.prepare(cluster);
    }

    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FaultPoints.plant(FaultPoints.LOSES_FILES);
      SHARDS_UNPERSISTED.happen(cluster, engine);
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      checkFetch(events);
    }
  },

  /** Rows that were lost are packed again by way of files, which one executor cannot write. */
  DISK_OF_AN_EXECUTOR_FULL("disk of an executor full, while lost rows are packed again") {
    @Override
    Set<Incident.Kind> incidents() {
      return Set.of(Incident.Kind.TASKS_FAILED);
    }

    @Override
    void prepare(TwoExecutors cluster) {
      SHARDS_UNPERSISTED.prepare(cluster);
    }

    @Override
    void happen(TwoExecutors cluster, Engine engine) {
      FullDisk.of(KillWithinStep.executors().get(0));
      SHARDS_UNPERSISTED.happen(cluster, engine);
    }

    @Override
    void check(FaultEvents events, Engine engine) {
      assertTrue(
          events.failures("ExceptionFailure") > 0 && events.runAgain() > 0, events.toString());
    }
  };

  private static final long SOON_MILLIS = 500; // the other computes its step meanwhile

  private final String title;

  Fault(String title) {
    this.title = title;
  }

  /** As the table of faults calls it. */
  @Override
  public String toString() {
    return title;
  }

  /** Whether there is such a thing with this way to take steps. */
  boolean occursIn(Engine engine) {
    return true;
  }

  /** What listeners of the training hear of. */
  Set<Incident.Kind> incidents() {
    return Set.of(Incident.Kind.EXECUTOR_LOST);
  }

  /** What Spark is set to before the training. */
  void prepare(TwoExecutors cluster) {
    cluster.takeDirectly("128m");
    cluster.stayFor("10");
  }

  /** Happens now, between two steps, or in the one that follows. */
  abstract void happen(TwoExecutors cluster, Engine engine);

  /**
   * Makes sure, by what Spark told, that it has happened, and that a task was run again. Workers
   * whose rows are gone end, and other jobs take the step.
   */
  void check(FaultEvents events, Engine engine) {
    assertTrue(
        events.failures("ExecutorLostFailure") > 0
            && (events.runAgain() > 0 || engine.workersStay()),
        events.toString());
  }

  private static void checkFetch(FaultEvents events) {
    assertTrue(
        events.failures("FetchFailed") > 0 && events.stagesAgain() > 0 && events.runAgain() > 0,
        events.toString());
  }

  private static void soon(Runnable action) {
    CompletableFuture.delayedExecutor(SOON_MILLIS, TimeUnit.MILLISECONDS).execute(action);
  }
}
