package io.kindling.tests.training;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerUnpersistRDD;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark tells of the jobs that take steps, whether of one or of many, and went wrong. */
final class FaultEvents extends SparkListener {
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger wroteShuffles = new AtomicInteger();
  private final AtomicInteger stagesAgain = new AtomicInteger();
  private final AtomicInteger copies = new AtomicInteger();
  private final AtomicInteger removed = new AtomicInteger();
  private final AtomicInteger unpersisted = new AtomicInteger();

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    String description = job.properties().getProperty("spark.job.description", "");
    if (description.startsWith("epoch ")) {
      CollectionConverters.asJava(job.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    if (stages.contains(stage.stageInfo().stageId()) && stage.stageInfo().attemptNumber() > 0) {
      stagesAgain.incrementAndGet();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId())) {
      return;
    }
    attempts.incrementAndGet();
    if (task.taskType().equals("ShuffleMapTask")) {
      wroteShuffles.incrementAndGet();
    }
    if (!task.reason().equals(Success$.MODULE$)) {
      reasons.add(task.reason().getClass().getSimpleName());
    } else if (task.taskInfo().speculative()) {
      copies.incrementAndGet();
    } else if (task.taskInfo().attemptNumber() > 0 || task.stageAttemptId() > 0) {
      again.incrementAndGet();
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    removed.incrementAndGet();
  }

  @Override
  public void onUnpersistRDD(SparkListenerUnpersistRDD rdd) {
    unpersisted.incrementAndGet();
  }

  /** How often a task of a step ended for this reason, a class of Spark's by its name. */
  long failures(String reason) {
    return reasons.stream().filter(reason::equals).count();
  }

  /** The part of all attempts of tasks of steps that did not succeed. */
  double failed() {
    return (double) reasons.size() / attempts.get();
  }

  /** How many tasks of steps succeeded when they were run again. */
  int runAgain() {
    return again.get();
  }

  /** How many tasks wrote what others read: rows that are packed again, parts of sums. */
  int wroteShuffles() {
    return wroteShuffles.get();
  }

  /** How often a stage of steps was run again. */
  int stagesAgain() {
    return stagesAgain.get();
  }

  /** How many copies of slow tasks of steps succeeded before these. */
  int copies() {
    return copies.get();
  }

  /** How many executors were lost. */
  int removedExecutors() {
    return removed.get();
  }

  /** How often data were taken out of the executors' memory. */
  int unpersisted() {
    return unpersisted.get();
  }

  @Override
  public String toString() {
    return "reasons %s of %s attempts, %s for shuffles, %s again, %s stages again, %s copies, %s executors lost, %s unpersisted"
        .formatted(
            reasons, attempts, wroteShuffles, again, stagesAgain, copies, removed, unpersisted);
  }
}
