package io.kindling.onnx.testing;

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
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/** Networks of random layers of all kinds, in random graphs. */
public final class RandomNetwork {
  /** Values of the first input are numbers of categories: 0 … 4. */
  public static final int CATEGORIES = 5;

  /** Layers of all kinds that take any numbers, each for a number of inputs. */
  private static final List<BiFunction<Random, Integer, LayerSpec>> KINDS =
      List.of(
          (random, inputs) -> new Dense(units(random)),
          (random, inputs) ->
              new Dense(units(random), new GlorotUniform(), new Zeros(), random.nextBoolean()),
          (random, inputs) -> new Maxout(units(random), 1 + random.nextInt(3)),
          (random, inputs) -> new Slice(inputs / 3, inputs / 3 + 1 + inputs / 2),
          (random, inputs) -> new Flatten(),
          (random, inputs) -> new Dropout(0.3),
          (random, inputs) -> new BatchNorm(0.1, 0.01 + random.nextDouble()),
          (random, inputs) -> new LayerNorm(0.1 + random.nextDouble()),
          (random, inputs) -> new Relu(),
          (random, inputs) -> new LeakyRelu(random.nextDouble()),
          (random, inputs) -> new Prelu(random.nextDouble()),
          (random, inputs) -> new Elu(0.1 + random.nextDouble()),
          (random, inputs) -> new Selu(),
          (random, inputs) -> new Silu(),
          (random, inputs) -> new Gelu(),
          (random, inputs) -> new GeluTanh(),
          (random, inputs) -> new Softplus(),
          (random, inputs) -> new Softmax(),
          (random, inputs) -> new Sigmoid(),
          (random, inputs) -> new Tanh());

  private final Random random;
  private final int inputs;
  private final Map<String, Integer> widths = new LinkedHashMap<>();
  private final Set<Class<?>> kinds = new HashSet<>();

  private RandomNetwork(long seed, int inputs) {
    this.random = new Random(seed);
    this.inputs = inputs;
  }

  /**
   * A graph, of which the first node looks the first input up in an embedding.
   *
   * @param kinds are given those that are in it
   */
  public static NetworkSpec of(long seed, int inputs, int outputs, Set<Class<?>> kinds) {
    RandomNetwork made = new RandomNetwork(seed, inputs);
    NetworkSpec network = made.build(outputs);
    kinds.addAll(made.kinds);
    return network;
  }

  private static int units(Random random) {
    return 1 + random.nextInt(7);
  }

  private NetworkSpec build(int outputs) {
    List<NetworkNode> nodes = new ArrayList<>();
    List<LayerSpec> lookup = List.of(new Slice(0, 1), new Embedding(CATEGORIES, 3));
    nodes.add(NetworkNode.chain("looked", NetworkNode.INPUT, lookup.toArray(LayerSpec[]::new)));
    kinds.add(Embedding.class);
    widths.put("looked", 3);
    nodes.add(node("body", NetworkNode.Join.ADD, List.of(NetworkNode.INPUT), inputs));
    int body = width("body");
    nodes.add(node("same", NetworkNode.Join.ADD, List.of("body"), body));
    // A sum wants one width, which a dense layer gives.
    nodes.add(NetworkNode.chain("back", "same", new Dense(body)));
    nodes.add(node("sum", NetworkNode.Join.ADD, List.of("body", "back"), body));
    List<String> all = List.of("looked", "sum", "same");
    int joined = all.stream().mapToInt(this::width).sum();
    nodes.add(node("all", NetworkNode.Join.CONCAT, all, joined));
    nodes.add(NetworkNode.chain("head", "all", new Dense(outputs)));
    return new NetworkSpec(nodes);
  }

  private int width(String node) {
    return widths.getOrDefault(node, 0);
  }

  private NetworkNode node(String name, NetworkNode.Join join, List<String> from, int width) {
    List<LayerSpec> layers = new ArrayList<>();
    Shape shape = Shape.vector(width);
    for (int i = random.nextInt(4); i >= 0; i--) {
      LayerSpec layer = KINDS.get(random.nextInt(KINDS.size())).apply(random, shape.size());
      layers.add(layer);
      kinds.add(layer.getClass());
      shape = layer.outputShape(shape);
    }
    widths.put(name, shape.size());
    return new NetworkNode(name, join, from, layers);
  }
}
