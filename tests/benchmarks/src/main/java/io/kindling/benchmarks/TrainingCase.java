package io.kindling.benchmarks;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A training whose speed is measured.
 *
 * @param name on the command line
 * @param widths of input, hidden layers and output
 * @param batch rows in a step
 * @param shards they come from
 * @param steps in an epoch
 */
record TrainingCase(String name, List<Integer> widths, int batch, int shards, int steps) {
  /** Of Adam. */
  static final double LEARNING_RATE = 0.001;

  /** All of them. */
  static final List<TrainingCase> ALL =
      List.of(
          new TrainingCase("small", List.of(784, 128, 10), 128, 2, 200),
          new TrainingCase("middle", List.of(784, 512, 256, 10), 1024, 2, 58),
          new TrainingCase("wide", List.of(784, 2048, 2048, 10), 4096, 2, 8),
          new TrainingCase("shards", List.of(784, 128, 10), 4096, 64, 14));

  /** Those that are measured on clusters. */
  static final List<TrainingCase> ON_CLUSTERS =
      List.of(
          new TrainingCase("small", List.of(784, 128, 10), 128, 2, 100),
          new TrainingCase("wide", List.of(784, 2048, 2048, 10), 4096, 2, 6),
          new TrainingCase("million", List.of(784, 1258, 10), 512, 8, 20),
          new TrainingCase("ten-million", List.of(784, 12578, 10), 512, 8, 5),
          new TrainingCase("huge", List.of(784, 7168, 6144, 10), 128, 2, 2));

  /** Those that are measured beside other systems. */
  static final List<TrainingCase> BESIDE_PEERS =
      List.of(
          new TrainingCase("small", List.of(784, 128, 10), 128, 2, 469),
          new TrainingCase("middle", List.of(784, 512, 256, 10), 1024, 2, 59),
          new TrainingCase("wide", List.of(784, 2048, 2048, 10), 4096, 2, 4),
          new TrainingCase("numbers", List.of(28, 300, 300, 1), 1024, 2, 59));

  /** Rows in an epoch. */
  int rows() {
    return batch * steps;
  }

  /** How many parameters the network has. */
  int parameters() {
    int sum = 0;
    for (int i = 1; i < widths.size(); i++) {
      sum += widths.get(i) * (widths.get(i - 1) + 1);
    }
    return sum;
  }

  /** The training, by Adam, of so many epochs. */
  TrainingSpec spec(int epochs) {
    return spec(epochs, LEARNING_RATE, 1);
  }

  /** The training with another rate and seed. */
  TrainingSpec spec(int epochs, double learningRate, long seed) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      layers.add(new Dense(widths.get(i), new HeNormal()));
      if (i < widths.size() - 1) {
        layers.add(new Relu());
      }
    }
    return TrainingSpec.builder(
            NetworkSpec.of(layers),
            widths.get(widths.size() - 1) == 1
                ? new BinaryCrossEntropy()
                : new SoftmaxCrossEntropy())
        .optimizer(new Adam(learningRate))
        .scale(ScaleMode.UNIT)
        .epochs(epochs)
        .batchSize(batch)
        .shards(shards)
        .seed(seed)
        .build();
  }
}
