package io.kindling.kernels.testing;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.GeluTanh;
import io.kindling.kernels.layer.activation.LeakyRelu;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Selu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Silu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.layer.activation.Softplus;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.Zeros;
import java.util.List;
import java.util.stream.Stream;

/** The networks that implementations are compared on: every layer, alone and among others. */
final class SampleNetworks {
  /** Values of inputs that are categories: 0 … 3. */
  static final int CATEGORIES = 4;

  // Larger than by default: two rows may be so near that normalising is ill conditioned.
  private static final double EPSILON = 0.1;

  private SampleNetworks() {}

  static Stream<NetworkSpec> all(int inputs, int units, int outputs) {
    Stream<List<LayerSpec>> chains = chains(units, outputs);
    return Stream.concat(
        // A single value has nothing to be normalised by.
        (inputs > 1 ? Stream.concat(chains, normalizing(units, outputs)) : chains)
            .map(NetworkSpec::of),
        graphs(units, outputs));
  }

  private static Stream<List<LayerSpec>> chains(int units, int outputs) {
    Dense hidden = new Dense(units);
    Dense withoutBias = new Dense(units, new GlorotUniform(), new Zeros(), false);
    Dense last = new Dense(outputs);
    return Stream.of(
        List.of(last),
        List.of(new Dense(outputs, new GlorotUniform(), new Zeros(), false)),
        List.of(hidden, last),
        List.of(hidden, new Relu(), last),
        List.of(hidden, new Sigmoid(), last),
        List.of(hidden, new Tanh(), last),
        List.of(hidden, new LeakyRelu(0.1), last),
        List.of(hidden, new Elu(0.5), last),
        List.of(hidden, new Selu(), last),
        List.of(hidden, new Softplus(), last),
        List.of(hidden, new Silu(), last),
        List.of(hidden, new Gelu(), last),
        List.of(hidden, new GeluTanh(), last),
        List.of(hidden, new Softmax(), last),
        List.of(hidden, new Prelu(), last),
        List.of(new Prelu(0.1), new Prelu(), last),
        List.of(new Maxout(units, 1), last),
        List.of(new Maxout(units, 3), new Tanh(), new Maxout(outputs, 2)),
        List.of(hidden, new LayerNorm(EPSILON), new Relu(), last),
        List.of(withoutBias, new BatchNorm(0.1, EPSILON), new Tanh(), last),
        List.of(new Embedding(CATEGORIES, 3), new Tanh(), last),
        List.of(new Slice(0, 1), hidden, new Tanh(), last),
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

  private static Stream<List<LayerSpec>> normalizing(int units, int outputs) {
    Dense last = new Dense(outputs);
    return Stream.of(
        List.of(new LayerNorm(EPSILON), new Dense(units), new Sigmoid(), last),
        List.of(new BatchNorm(0.1, EPSILON), new Tanh(), last));
  }

  private static Stream<NetworkSpec> graphs(int units, int outputs) {
    Dense hidden = new Dense(units);
    Dense last = new Dense(outputs);
    return Stream.of(
        NetworkSpec.graph( // a residual block
            NetworkNode.chain("stem", "input", hidden, new Tanh()),
            NetworkNode.chain("body", "stem", hidden, new Relu(), hidden),
            NetworkNode.add("sum", List.of("stem", "body"), new Sigmoid()),
            NetworkNode.chain("head", "sum", last)),
        NetworkSpec.graph( // two branches over the same input, joined
            NetworkNode.chain("left", "input", hidden, new Tanh()),
            NetworkNode.chain("right", "input", new Slice(0, 1), new Dense(2), new Relu()),
            NetworkNode.concat("both", List.of("left", "input", "right"), last)),
        NetworkSpec.graph( // one value taken by an operation of each kind
            NetworkNode.chain("a", "input", hidden, new Tanh(), new Dropout(0.3)),
            NetworkNode.chain("b", "a", new Silu()),
            NetworkNode.add("c", List.of("b", "a")),
            NetworkNode.concat("d", List.of("a", "c", "b")),
            NetworkNode.chain("e", "d", hidden, new Sigmoid(), last)));
  }
}
