package io.kindling.driver.tensorboard;

import io.kindling.driver.training.TrainingEvent;
import java.util.List;

/** The means of some steps that follow one another: as many as make a training few points. */
final class StepMeans {
  private final long stride;
  private long first;
  private long step;
  private double lossSum;
  private double learningRate;
  private long rows;
  private double seconds;

  /**
   * No steps yet.
   *
   * @param total steps of the training, of which at most {@value TensorBoardListener#MOST_STEPS}
   *     points are made
   */
  StepMeans(long total) {
    stride = 1 + (total - 1) / TensorBoardListener.MOST_STEPS;
  }

  void add(TrainingEvent.StepCompleted event) {
    if (isEmpty()) {
      first = event.step();
    }
    step = event.step();
    lossSum += event.loss() * event.rows();
    learningRate = event.learningRate();
    rows += event.rows();
    seconds += event.seconds();
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Whether the next point is due: points lie at multiples of the same number of steps. */
  boolean isDue() {
    return step / stride > (first - 1) / stride;
  }

  /** The last of the steps. */
  long step() {
    return step;
  }

  /** What they came to; from here on there are none. */
  List<ProtobufMessage> take() {
    List<ProtobufMessage> values =
        List.of(
            SummaryValue.scalar("loss/train", lossSum / rows),
            SummaryValue.scalar("learning_rate", learningRate),
            SummaryValue.scalar("samples_per_second", rows / seconds));
    clear();
    return values;
  }

  void clear() {
    lossSum = 0;
    rows = 0;
    seconds = 0;
  }
}
