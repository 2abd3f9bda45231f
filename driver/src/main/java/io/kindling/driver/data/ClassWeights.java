package io.kindling.driver.data;

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
 */
public sealed interface ClassWeights {
  /** Weights by which all classes count alike. */
  ClassWeights BALANCED = new Balanced();

  /** Where a config file declares them. */
  String KEY = "training.class_weights";

  /**
   * N / (K n_c) for a class of n_c of N rows in K classes (King and Zeng 2001), by which all
   * classes count alike.
   */
  record Balanced() implements ClassWeights {
    private static final String NAME = "balanced";

    @Override
    public float[] of(ShardedData data, int classes) {
      long[] counts = ClassCounts.of(data, classes);
      float[] weights = new float[classes];
      for (int i = 0; i < classes; i++) {
        if (counts[i] == 0) {
          throw InvalidInputException.atSetting(
              KEY, "no row of class " + i, "rows of every class for balanced weights");
        }
        weights[i] = (float) ((double) data.rows() / ((double) classes * counts[i]));
      }
      return weights;
    }

    @Override
    public Object write() {
      return NAME;
    }
  }

  /**
   * A weight for each class.
   *
   * @param weights at least 0 each, and one of them above 0
   */
  record Given(List<Double> weights) implements ClassWeights {
    /** Checks and copies. */
    public Given {
      weights = List.copyOf(weights);
      for (double weight : weights) {
        Require.atLeast(0.0, "A class weight", weight);
      }
      if (weights.stream().allMatch(weight -> weight == 0)) {
        throw new IllegalArgumentException(
            "A class weight must be above 0, got " + (weights.isEmpty() ? "none" : "only 0"));
      }
    }

    @Override
    public float[] of(ShardedData data, int classes) {
      if (weights.size() != classes) {
        throw InvalidInputException.atSetting(
            KEY, weights.size() + " weights", classes + ", one for each class");
      }
      float[] floats = new float[classes];
      for (int i = 0; i < classes; i++) {
        floats[i] = weights.get(i).floatValue();
      }
      return floats;
    }

    @Override
    public Object write() {
      return weights;
    }
  }

  /**
   * A weight for each class, from class 0 on.
   *
   * @throws IllegalArgumentException when there is none above 0, or one below
   */
  static ClassWeights of(List<Double> weights) {
    return new Given(weights);
  }

  /** Reads {@code balanced} or a list of weights. */
  static ClassWeights read(Setting setting) {
    if (!setting.isList()) {
      if (!setting.text().equals(Balanced.NAME)) {
        throw setting.wrong("'balanced' or a list with a weight for each class");
      }
      return BALANCED;
    }
    return setting.make(() -> of(setting.elements().stream().map(Setting::number).toList()));
  }

  /**
   * Checks that a loss knows classes.
   *
   * @throws InvalidInputException when it does not
   */
  static void check(Loss loss) {
    if (loss.task() != Task.MULTICLASS) {
      throw InvalidInputException.atSetting(
          KEY,
          "weights of classes with the loss " + Loss.CATALOGUE.nameOf(loss),
          "a loss for one class a row, such as softmax_cross_entropy");
    }
  }

  /**
   * The weight of each class; balanced ones take a Spark job that counts.
   *
   * @throws InvalidInputException when there are weights for another number of classes, or balanced
   *     ones for a class without rows
   */
  float[] of(ShardedData data, int classes);

  /** What {@link #read} takes. */
  Object write();
}
