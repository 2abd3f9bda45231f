package io.kindling.tests.training;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark tells of the jobs of steps and of their tasks. It tells late: all is known when the
 * context is closed.
 */
final class StepTasks extends SparkListener {
  private static final Pattern STEP = Pattern.compile("epoch (\\d+)/\\d+, step ");

  private final Queue<String> jobs = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> epochs = new ConcurrentHashMap<>();
  private final Queue<StepTask> tasks = new ConcurrentLinkedQueue<>();

  /** A task that has succeeded. */
  record StepTask(int epoch, String executor, long resultBytes) {}

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    String description = job.properties().getProperty("spark.job.description", "");
    Matcher step = STEP.matcher(description);
    if (step.lookingAt()) {
      jobs.add(description);
      int epoch = Integer.parseInt(step.group(1));
      CollectionConverters.asJava(job.stageInfos())
          .forEach(stage -> epochs.put(stage.stageId(), epoch));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    Integer epoch = epochs.get(task.stageId());
    if (epoch != null && task.taskInfo().successful()) {
      tasks.add(new StepTask(epoch, task.taskInfo().executorId(), task.taskMetrics().resultSize()));
    }
  }

  /** The descriptions of the jobs. */
  List<String> jobs() {
    return List.copyOf(jobs);
  }

  /** How many executors took tasks of an epoch's steps. */
  int executors(int epoch) {
    return (int)
        tasks.stream()
            .filter(task -> task.epoch() == epoch)
            .map(StepTask::executor)
            .distinct()
            .count();
  }

  /** The tasks of all of them. */
  List<StepTask> tasks() {
    return List.copyOf(tasks);
  }
}
