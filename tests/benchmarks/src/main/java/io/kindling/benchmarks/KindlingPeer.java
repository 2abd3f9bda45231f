package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Epoch;
import io.kindling.benchmarks.peer.Figures;
import io.kindling.benchmarks.peer.Peer;
import io.kindling.benchmarks.peer.Task;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Kindling on {@code local[2]}, a step for each batch, as one of those that take turns. */
public final class KindlingPeer {
  private static final int SHARDS = 2;

  private KindlingPeer() {}

  /** Takes its turns. */
  public static void main(String[] arguments) throws Exception {
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf("local[2]"))) {
      Peer.takeTurns(task -> train(context, task));
    }
  }

  private static Map<String, Double> train(JavaSparkContext context, Task task) throws IOException {
    Path folder = Files.createTempDirectory("kindling-benchmark");
    StepLog steps = new StepLog(1);
    List<Epoch> epochs = new ArrayList<>();
    try {
      Trainer.on(context)
          .data(data(task, folder))
          .listener(steps)
          .listener(event -> note(event, epochs))
          .build(training(task).spec(task.epochs(), task.learningRate(), task.seed()))
          .train();
    } finally {
      Benchmarks.delete(folder);
    }
    Map<String, Double> figures = Figures.of(epochs);
    figures.putAll(steps.parts());
    return figures;
  }

  private static TrainingData data(Task task, Path folder) throws IOException {
    if (task.digits().isPresent()) {
      Path digits = task.digits().get();
      return TrainingData.of(DigitFiles.read(digits, "train"), DigitFiles.read(digits, "t10k"));
    }
    int classes = Math.max(2, task.outputs());
    return TrainingData.of(DigitFiles.write(folder, task.rows(), 1, task.inputs(), classes));
  }

  private static TrainingCase training(Task task) {
    int steps = task.rows() / task.batch();
    return new TrainingCase("task", task.widths(), task.batch(), SHARDS, steps);
  }

  private static void note(TrainingEvent event, List<Epoch> epochs) {
    if (event instanceof TrainingEvent.EpochCompleted epoch) {
      double accuracy = epoch.validation().map(found -> found.get("accuracy")).orElse(Double.NaN);
      epochs.add(new Epoch(epoch.seconds() * epoch.samplesPerSecond(), epoch.seconds(), accuracy));
    }
  }
}
