package io.kindling.kernels.testing;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Relu;
import io.kindling.kernels.layer.Sigmoid;
import io.kindling.kernels.layer.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model with a batch and parameters to compare implementations on. A new layer or loss is a new
 * row in {@link #networks} or {@link #all}.
 */
public final class SampleProblem {
  private final ModelSpec model;
  private final int rows;

  private SampleProblem(ModelSpec model, int rows) {
    this.model = model;
    this.rows = rows;
  }

  /** Every network with every loss. */
  public static Stream<SampleProblem> all(int rows, int inputs, int units) {
    return Stream.concat(
        problems(rows, inputs, units, units + 1, new SoftmaxCrossEntropy()),
        problems(rows, inputs, units, 1, new BinaryCrossEntropy()));
  }

  private static Stream<SampleProblem> problems(
      int rows, int inputs, int units, int outputs, Loss loss) {
    return networks(units, outputs)
        .map(NetworkSpec::new)
        .map(network -> new ModelSpec(Shape.vector(inputs), network, loss))
        .map(model -> new SampleProblem(model, rows));
  }

  private static Stream<List<LayerSpec>> networks(int units, int outputs) {
    Dense hidden = new Dense(units);
    Dense last = new Dense(outputs);
    return Stream.of(
        List.of(last),
        List.of(new Dense(outputs, new GlorotUniform(), new Zeros(), false)),
        List.of(hidden, last),
        List.of(hidden, new Relu(), last),
        List.of(hidden, new Sigmoid(), last),
        List.of(hidden, new Tanh(), last),
        List.of(hidden, new Dropout(0.3), last),
        List.of(hidden, new Relu(), new Dropout(0.5), last),
        List.of(hidden, new Dropout(0.5), new Sigmoid(), last),
        List.of(hidden, new Sigmoid(), new Relu(), new Tanh(), last),
        List.of(new Relu(), last),
        List.of(new Dropout(0.2), new Tanh(), hidden, new Relu(), last),
        List.of(new Flatten(), hidden, new Flatten(), new Tanh(), last),
        List.of(
            hidden, new Tanh(), hidden, new Relu(), hidden, new Sigmoid(), new Dropout(0.1), last));
  }

  /** The model. */
  public ModelSpec model() {
    return model;
  }

  /** Parameters of about the size that training starts with, biases included. */
  public float[] parameters(long seed) {
    var layout = model.compile().parameters();
    float[] theta = new float[layout.size()];
    for (ParameterSlice slice : layout.slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        theta[i] = (float) (CounterRandom.gaussian(seed, i) / Math.sqrt(slice.fanIn()));
      }
    }
    return theta;
  }

  /** Rows. */
  public Batch batch(long seed) {
    int classes = model.loss().targets(outputs()).classes();
    return Batch.random(rows, model.input().size(), classes, seed);
  }

  private int outputs() {
    return model.compile().outputs();
  }

  /** The first seed from {@code first} whose values all keep {@code distance} from kinks. */
  public long seedAwayFromKinks(DropoutMask mask, long first, double distance) {
    ReferenceNetwork reference = new ReferenceNetwork(model, mask);
    long seed = first;
    while (reference.nearestKink(batch(seed), Tolerance.widen(parameters(seed))) < distance) {
      seed++;
    }
    return seed;
  }

  @Override
  public String toString() {
    String layers =
        model.network().layers().stream()
            .map(LayerSpec.CATALOGUE::nameOf)
            .collect(Collectors.joining("-"));
    return "%s, %s, %d rows of %s, %d parameters"
        .formatted(
            layers,
            Loss.CATALOGUE.nameOf(model.loss()),
            rows,
            model.input(),
            model.compile().parameters().size());
  }
}
