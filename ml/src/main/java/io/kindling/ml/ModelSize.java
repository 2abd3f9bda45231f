package io.kindling.ml;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;

/**
 * How many bytes a model takes, by which Spark Connect's server limits the models of a session:
 * four for each parameter, and what its columns, classes and epochs take.
 */
final class ModelSize {
  private ModelSize() {}

  /** The bytes of a model: as many as it has when it is sent somewhere. */
  static long of(TrainedModel model, NetworkTrainingSummary summary) {
    CountedBytes bytes = new CountedBytes();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
      out.writeObject(summary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.count;
  }

  /**
   * The bytes of the parameters that a fit of these rows comes to. The first row is looked at where
   * the schema does not tell how many features there are.
   *
   * @param outputs of the network, if they do not follow from the loss
   * @throws UnsupportedOperationException where all rows must be read to know, as those of words
   *     must; Spark then waits for the model
   * @throws io.kindling.kernels.spec.InvalidInputException when a param declares nothing that there
   *     is
   */
  static long expected(
      NetworkParams params, List<String> features, Dataset<?> rows, OptionalInt outputs) {
    OptionalInt inputs = FeatureWidth.of(params, features, rows);
    if (inputs.isEmpty()) {
      throw new UnsupportedOperationException("how many inputs the features become");
    }
    Declaration declaration = new Declaration(params);
    Loss loss = declaration.loss();
    if (outputs.isEmpty() && loss.task() == Task.MULTICLASS) {
      throw new UnsupportedOperationException("how many classes there are");
    }
    NetworkSpec network = declaration.network(outputs).withOutputs(() -> loss.outputsFor(1));
    ModelSpec spec = new ModelSpec(Shape.vector(inputs.getAsInt()), network, loss);
    return (long) Float.BYTES * spec.compile().parameters().size();
  }

  /** Forgets bytes and counts them. */
  private static final class CountedBytes extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
