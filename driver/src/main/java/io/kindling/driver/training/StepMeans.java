package io.kindling.driver.training;

/** The means of some steps that follow one another: as many as make a training few points. */
public final class StepMeans {
  /** So many points a training has at most; of so many steps each is one. */
  public static final int MOST_POINTS = 5_000;

  private final long stride;
  private long first;
  private long step;
  private double lossSum;
  private double learningRate;
  private long rows;
  private double seconds;

  /**
   * What some steps came to.
   *
   * @param step the last of them
   * @param loss mean over their rows
   * @param learningRate of the last of them
   * @param samplesPerSecond rows in the time that they took
   */
  public record Point(long step, double loss, double learningRate, double samplesPerSecond) {}

  /**
   * No steps yet.
   *
   * @param total steps of the training, of which at most {@value #MOST_POINTS} points are made
   */
  public StepMeans(long total) {
    stride = 1 + (total - 1) / MOST_POINTS;
  }

  /** Adds a step. */
  public void add(TrainingEvent.StepCompleted event) {
    if (isEmpty()) {
      first = event.step();
    }
    step = event.step();
    lossSum += event.loss() * event.rows();
    learningRate = event.learningRate();
    rows += event.rows();
    seconds += event.seconds();
  }

  /** Whether there is none since the last point. */
  public boolean isEmpty() {
    return rows == 0;
  }

  /** Whether the next point is due: points lie at multiples of the same number of steps. */
  public boolean isDue() {
    return step / stride > (first - 1) / stride;
  }

  /** What they came to; from here on there are none. */
  public Point take() {
    Point point = new Point(step, lossSum / rows, learningRate, rows / seconds);
    clear();
    return point;
  }

  /** Forgets them. */
  public void clear() {
    lossSum = 0;
    rows = 0;
    seconds = 0;
  }
}
