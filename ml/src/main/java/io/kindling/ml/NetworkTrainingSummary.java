package io.kindling.ml;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a fit went, epoch by epoch. It is saved with the model.
 *
 * @param epochs in their order
 * @param bestEpoch the one whose parameters the model has, from 1
 * @param seconds from start to end, reading the rows not counted
 * @param warnings what a user should know, a line each
 */
public record NetworkTrainingSummary(
    List<Epoch> epochs, int bestEpoch, double seconds, List<String> warnings)
    implements Serializable {
  /** Of a model that was not trained. */
  static final NetworkTrainingSummary NONE = new NetworkTrainingSummary(List.of(), 0, 0, List.of());

  /** Copies. */
  public NetworkTrainingSummary {
    epochs = List.copyOf(epochs);
    warnings = List.copyOf(warnings);
  }

  /**
   * An epoch.
   *
   * @param steps taken since the start
   * @param trainLoss mean loss of its batches, each before its step
   * @param validation loss and metrics; none if there were no rows to validate on, NaN where one is
   *     undefined
   * @param learningRate of its last step
   * @param seconds of training alone
   */
  public record Epoch(
      long steps,
      double trainLoss,
      Map<String, Double> validation,
      double learningRate,
      double seconds)
      implements Serializable {
    /** Copies. */
    public Epoch {
      validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }
  }

  /** The mean training loss of each epoch. */
  public double[] objectiveHistory() {
    return epochs.stream().mapToDouble(Epoch::trainLoss).toArray();
  }

  /** Passes over the rows. */
  public int totalIterations() {
    return epochs.size();
  }
}
