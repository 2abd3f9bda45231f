package io.kindling.tests.training;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Ends an executor while a task of a step is under way on it. Its process is halted before the
 * step, so a task that the scheduler gives it starts and cannot end; once every executor has been
 * given a task of that step, the process dies.
 */
final class KillWithinStep extends SparkListener {
  private final String step;
  private final int executors;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile ProcessHandle victim = ProcessHandle.current();

  /**
   * Kills within the job whose description starts with {@code step}.
   *
   * @param executors how many executors take part in it
   */
  KillWithinStep(String step, int executors) {
    this.step = step;
    this.executors = executors;
  }

  /** Halts the process of an executor; called before the step. */
  void halt(ProcessHandle executor) {
    victim = executor;
    signal("-STOP", executor);
  }

  static void signal(String signal, ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("bash", "-c", "kill \"$0\" \"$1\"", signal, "" + process.pid())
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("no signal to " + process);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties().getProperty("spark.job.description", "").startsWith(step)) {
      CollectionConverters.asJava(job.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      atWork.add(task.taskInfo().executorId());
      if (atWork.size() == executors) {
        victim.destroyForcibly();
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId()) && task.reason() instanceof ExecutorLostFailure) {
      lost.incrementAndGet();
    }
  }

  /** How many tasks of the step were lost with their executor. */
  int tasksLost() {
    return lost.get();
  }

  /** Executors of local-cluster are JVMs and children of this one. */
  static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }
}
