package io.kindling.kernels.testing;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.loss.AbsoluteError;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model with a batch and parameters to compare implementations on. A new layer or loss is a new
 * row in {@link SampleNetworks} or {@link #all}.
 */
public final class SampleProblem {
  private final ModelSpec model;
  private final int rows;

  private SampleProblem(ModelSpec model, int rows) {
    this.model = model;
    this.rows = rows;
  }

  /** Every network with every loss; those that normalise over rows only for several rows. */
  public static Stream<SampleProblem> all(int rows, int inputs, int units) {
    return Stream.of(
            problems(rows, inputs, units, units + 1, new SoftmaxCrossEntropy()),
            problems(rows, inputs, units, 1, new BinaryCrossEntropy()),
            some(rows, inputs, units, new SoftmaxCrossEntropy(0.2)),
            some(rows, inputs, units, new SigmoidCrossEntropy()),
            some(rows, inputs, units, new SquaredError()),
            some(rows, inputs, units, new AbsoluteError()),
            some(rows, inputs, units, new Huber(0.7)))
        .flatMap(problems -> problems);
  }

  /** A few of the networks: what is behind the outputs does not depend on the loss. */
  private static Stream<SampleProblem> some(int rows, int inputs, int units, Loss loss) {
    return problems(rows, inputs, units, units + 1, loss).limit(4);
  }

  private static Stream<SampleProblem> problems(
      int rows, int inputs, int units, int outputs, Loss loss) {
    return SampleNetworks.all(inputs, units, outputs)
        .filter(
            network -> rows > 2 || network.layers().stream().noneMatch(BatchNorm.class::isInstance))
        .map(network -> new ModelSpec(Shape.vector(inputs), network, loss))
        .map(model -> new SampleProblem(model, rows));
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

  /** Whether, but for dropout, evaluation computes the same: no batch is normalised. */
  public boolean evaluatesAsItTrains() {
    return model.network().layers().stream().noneMatch(BatchNorm.class::isInstance);
  }

  /** Rows. */
  public Batch batch(long seed) {
    TargetRange targets = model.loss().targets(outputs());
    Batch batch = Batch.random(rows, model.input().size(), targets, seed);
    boolean categories = model.network().layers().stream().anyMatch(Embedding.class::isInstance);
    return categories ? batch.ofCategories(SampleNetworks.CATEGORIES) : batch;
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
            .map(LayerCatalogue.LAYERS::nameOf)
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
