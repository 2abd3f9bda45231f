package io.kindling.driver.training;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.shard.ClassCounts;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;

/**
 * How much a row counts in training because of its class; its own weight multiplies it. Evaluation
 * counts rows as they are.
 *
 * @param given a weight for each class; none for balanced ones, N / (K n_c) for a class of n_c of N
 *     rows in K classes (King and Zeng 2001), which let all classes count alike
 */
public record ClassWeights(List<Double> given) {
  private static final String KEY = "training.class_weights";
  private static final String BALANCED_NAME = "balanced";

  /** Weights by which all classes count alike. */
  public static final ClassWeights BALANCED = new ClassWeights(List.of());

  /** Checks and copies. */
  public ClassWeights {
    given = List.copyOf(given);
    for (double weight : given) {
      Require.atLeast(0.0, "A class weight", weight);
    }
    if (!given.isEmpty() && given.stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException("A class weight must be above 0, got only 0");
    }
  }

  /** Reads {@code balanced} or a list of weights. */
  public static ClassWeights read(Setting setting) {
    if (!setting.isList()) {
      if (!setting.text().equals(BALANCED_NAME)) {
        throw setting.wrong("'balanced' or a list with a weight for each class");
      }
      return BALANCED;
    }
    try {
      return new ClassWeights(setting.elements().stream().map(Setting::number).toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(setting.place() + ": " + e.getMessage());
    }
  }

  /**
   * The weight of each class; balanced ones take a Spark job that counts.
   *
   * @throws InvalidInputException when the loss knows no classes, or another number of them
   */
  float[] of(ShardedData data, Loss loss, int outputs) {
    int classes = loss.targets(outputs).classes();
    if (loss.task() != Task.MULTICLASS) {
      throw InvalidInputException.atSetting(
          KEY,
          "weights of classes with the loss " + Loss.CATALOGUE.nameOf(loss),
          "a loss for one class a row, such as softmax_cross_entropy");
    }
    float[] weights = new float[classes];
    if (!given.isEmpty()) {
      if (given.size() != classes) {
        throw InvalidInputException.atSetting(
            KEY, given.size() + " weights", classes + ", one for each class");
      }
      for (int i = 0; i < classes; i++) {
        weights[i] = given.get(i).floatValue();
      }
      return weights;
    }
    long[] counts = ClassCounts.of(data, classes);
    for (int i = 0; i < classes; i++) {
      if (counts[i] == 0) {
        throw InvalidInputException.atSetting(
            KEY, "no row of class " + i, "rows of every class for balanced weights");
      }
      weights[i] = (float) ((double) data.rows() / ((double) classes * counts[i]));
    }
    return weights;
  }

  /** What {@link #read} takes. */
  Object write() {
    return given.isEmpty() ? BALANCED_NAME : given;
  }
}
