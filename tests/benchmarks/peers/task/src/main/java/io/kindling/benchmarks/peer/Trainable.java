package io.kindling.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network of another system, with the rows that it trains on. */
public interface Trainable extends AutoCloseable {
  /** Trains on each row once, in a new order, in batches of which the last may be short. */
  void epoch();

  /** The share of rows whose class is that of the largest output. */
  double accuracy(Rows rows);

  /** Gives its memory back. */
  @Override
  void close();

  /** Makes a network for a task. */
  @FunctionalInterface
  interface Maker {
    /** With first parameters, on these rows. */
    Trainable make(Task task, Rows rows);
  }

  /** Trains as a task says. Validation is not timed. */
  static Map<String, Double> train(Maker maker, Task task) throws IOException {
    Rows rows = Rows.toTrainOn(task);
    List<Epoch> epochs = new ArrayList<>();
    try (Trainable network = maker.make(task, rows)) {
      for (int i = 0; i < task.epochs(); i++) {
        long start = System.nanoTime();
        network.epoch();
        double seconds = (System.nanoTime() - start) / 1e9;
        double accuracy = Double.NaN;
        if (task.digits().isPresent()) {
          accuracy = network.accuracy(Rows.toValidate(task.digits().get()));
        }
        epochs.add(new Epoch(rows.labels().length, seconds, accuracy));
      }
    }
    return Figures.of(epochs);
  }
}
