package io.kindling.driver.training;

import io.kindling.driver.aggregation.ThreadProperties;
import io.kindling.driver.training.Incident.Kind;
import io.kindling.kernels.concurrent.Uninterrupted;
import io.kindling.kernels.spec.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.TaskEndReason;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Hears from Spark what goes wrong in the jobs that the calling thread starts, and which executors
 * come and go. Spark tells of it a moment later, on a thread of its own.
 *
 * <p>Tasks that failed for one reason are one incident, however many there were since they were
 * asked for. Each incident is one line of the log.
 */
final class ClusterWatch extends SparkListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);
  private static final String TAGS = "spark.job.tags";
  private static final int MOST_REASONS = 16; // of those that wait to be asked for

  private final JavaSparkContext context;
  private final ThreadProperties properties;
  private final String tag = "kindling-watch-" + UUID.randomUUID();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> failures = new LinkedHashMap<>();
  private final List<Incident> incidents = new ArrayList<>();

  /** Watches from now on. */
  ClusterWatch(JavaSparkContext context) {
    this.context = context;
    this.properties = new ThreadProperties(context);
    context.addJobTag(tag);
    context.sc().addSparkListener(this);
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    Properties properties = job.properties();
    if (properties != null && properties.getProperty(TAGS, "").contains(tag)) {
      CollectionConverters.asJava(job.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    String reason = reason(task.reason());
    if (reason != null && stages.contains(task.stageId())) {
      synchronized (this) {
        if (failures.size() < MOST_REASONS || failures.containsKey(reason)) {
          failures.merge(reason, 1, Integer::sum);
        }
      }
    }
  }

  /** Of a failure; copies of tasks and tasks of cancelled jobs are killed without one. */
  private static @Nullable String reason(TaskEndReason end) {
    if (end instanceof ExceptionFailure failure) {
      return Names.shortened(failure.className() + ": " + failure.description());
    } else if (end instanceof ExecutorLostFailure lost) {
      return "executor %s was lost".formatted(lost.execId());
    } else if (end instanceof FetchFailed) {
      return "what another task had written for them was lost";
    }
    return null;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded executor) {
    note(
        Kind.EXECUTOR_ADDED,
        "executor %s came, on %s"
            .formatted(executor.executorId(), executor.executorInfo().executorHost()));
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    note(
        Kind.EXECUTOR_LOST,
        "executor %s went: %s".formatted(executor.executorId(), executor.reason()));
  }

  private synchronized void note(Kind kind, String what) {
    incidents.add(Incident.of(kind, what));
  }

  /**
   * What has happened since this was asked last.
   *
   * @param logged whether the log is to tell of it; where a training failed of it, its error does
   */
  synchronized List<Incident> take(boolean logged) {
    if (incidents.isEmpty() && failures.isEmpty()) {
      return List.of();
    }
    List<Incident> taken = new ArrayList<>(incidents);
    failures.forEach(
        (reason, tasks) ->
            taken.add(
                Incident.of(
                    Kind.TASKS_FAILED,
                    "%s failed: %s"
                        .formatted(
                            tasks == 1 ? "a task" : Names.count(tasks) + " tasks", reason))));
    incidents.clear();
    failures.clear();
    if (logged) {
      taken.forEach(incident -> log.warn("{}", incident.what()));
    }
    return taken;
  }

  @Override
  public void close() {
    properties.close();
    // Spark ends the queue of a listener that was the last, and a thread that is interrupted then
    // leaves it half ended: the context would never stop.
    Uninterrupted.run("kindling-watch-end", this::remove);
  }

  private void remove() {
    if (!context.sc().isStopped()) {
      context.sc().removeSparkListener(this);
    }
  }
}
