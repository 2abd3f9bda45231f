package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a training among several went. */
public final class Course {
  /** Why a training ended. */
  public enum End {
    /** It took all its steps. */
    FINISHED,
    /** It belonged to the worse half. */
    DROPPED,
    /** Its validation did not become better any more. */
    STOPPED,
    /** Its loss was no number any more. */
    DIVERGED
  }

  private final String name;
  private final List<Double> stepLosses = new ArrayList<>();
  private final List<Double> epochLosses = new ArrayList<>();
  private Map<String, Double> validation = Map.of();
  private double lossSum;
  private double weightSum;
  private double trainLoss = Double.NaN;
  private double lastRate = Double.NaN;
  private End end = End.FINISHED;

  Course(String name) {
    this.name = name;
  }

  void add(BatchLoss loss) {
    stepLosses.add(loss.mean());
    lossSum += loss.sum();
    weightSum += loss.weight();
  }

  void endEpoch(double rate) {
    endEpoch(rate, Map.of());
  }

  void endEpoch(double rate, Map<String, Double> values) {
    trainLoss = lossSum / weightSum;
    lossSum = 0;
    weightSum = 0;
    lastRate = rate;
    validation = new LinkedHashMap<>(values);
    epochLosses.add(values.getOrDefault("loss", trainLoss));
  }

  void end(End reason) {
    end = reason;
  }

  /** What the training is called. */
  public String name() {
    return name;
  }

  /** The loss of each batch, before its step. */
  public List<Double> stepLosses() {
    return Collections.unmodifiableList(stepLosses);
  }

  /** The loss of each epoch that ended: of the validation rows, or of the training rows. */
  public List<Double> epochLosses() {
    return Collections.unmodifiableList(epochLosses);
  }

  /** The last of {@link #epochLosses}, or infinity. */
  public double lastEpochLoss() {
    return epochLosses.isEmpty()
        ? Double.POSITIVE_INFINITY
        : epochLosses.get(epochLosses.size() - 1);
  }

  /** The mean loss of the last epoch's batches. */
  public double trainLoss() {
    return trainLoss;
  }

  /** What the last validation found; nothing without validation rows. */
  public Map<String, Double> validation() {
    return Collections.unmodifiableMap(validation);
  }

  /** The learning rate of the last step. */
  public double lastRate() {
    return lastRate;
  }

  /** Why it ended. */
  public End end() {
    return end;
  }
}
