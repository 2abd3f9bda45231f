package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkGraphTest {
  private static final Object DENSE = Map.of("dense", Map.of("units", 3));
  private static final NetworkSpec RESIDUAL =
      NetworkSpec.graph(
          NetworkNode.chain("stem", "input", new Dense(3), new Tanh()),
          NetworkNode.chain("body", "stem", new Dense(3), new Relu()),
          NetworkNode.add("sum", List.of("stem", "body")),
          NetworkNode.concat("head", List.of("sum", "input"), new Dense(2)));

  @Test
  void nodesAreReadInOrderAndTakeTheOneBefore() {
    Map<String, Object> declared = new LinkedHashMap<>();
    declared.put("stem", List.of(DENSE, "tanh"));
    declared.put("body", Map.of("layers", List.of(DENSE, "relu"), "from", "stem"));
    declared.put("sum", Map.of("add", List.of("stem", "body")));
    declared.put(
        "head",
        Map.of(
            "concat",
            List.of("sum", "input"),
            "layers",
            List.of(Map.of("dense", Map.of("units", 2)))));

    assertEquals(RESIDUAL, read(declared));
  }

  @Test
  void whatIsWrittenReadsAsTheSame() {
    assertEquals(RESIDUAL, read(RESIDUAL.write()));
  }

  @Test
  void parametersAreNamedByNodeAndPosition() {
    assertEquals(
        List.of(
            "stem.0.weight",
            "stem.0.bias",
            "body.0.weight",
            "body.0.bias",
            "head.0.weight",
            "head.0.bias"),
        compile(RESIDUAL).parameters().slices().stream().map(ParameterSlice::name).toList());
  }

  @Test
  void theLastNodeGivesTheOutput() {
    assertEquals(2, compile(RESIDUAL).outputs());
  }

  @Test
  void rowsMayBeSparseWhereOnlyDenseLayersTakeThem() {
    NetworkNode left = NetworkNode.chain("left", "input", new Dense(5));
    NetworkNode right = NetworkNode.chain("right", "input", new Dense(5));
    for (boolean sum : new boolean[] {false, true}) {
      NetworkNode joined = join(sum, List.of("left", "right"));
      assertTrue(compile(NetworkSpec.graph(left, right, joined)).takesSparse());
      NetworkNode withInput = join(sum, List.of("left", "input"));
      assertFalse(compile(NetworkSpec.graph(left, withInput)).takesSparse());
    }
  }

  private static NetworkNode join(boolean sum, List<String> inputs) {
    return sum
        ? NetworkNode.add("joined", inputs, new Dense(2))
        : NetworkNode.concat("joined", inputs, new Dense(2));
  }

  @Test
  void inputsThatReachAnEmbeddingUnchangedNumberItsCategories() {
    NetworkSpec network =
        NetworkSpec.graph(
            NetworkNode.chain("both", "input", new Slice(1, 3)),
            NetworkNode.chain("second", "both", new Slice(1, 2), new Embedding(9, 2)),
            NetworkNode.concat("turned", List.of("both", "second"), new Slice(0, 2)),
            NetworkNode.chain("few", "turned", new Embedding(7, 1)),
            NetworkNode.chain("learnt", "input", new Dense(2), new Embedding(5, 1)),
            NetworkNode.add("sum", List.of("both", "turned"), new Embedding(3, 1)),
            NetworkNode.concat("head", List.of("few", "learnt", "sum"), new Dense(2)));
    ModelSpec model = new ModelSpec(Shape.vector(4), network, new SoftmaxCrossEntropy());

    assertArrayEquals(new int[] {0, 7, 7, 0}, Network.compile(model).categories());
  }

  @Test
  void anEmbeddingAtTheStartMakesEveryInputANumberOfACategory() {
    NetworkSpec network = NetworkSpec.of(new Embedding(9, 2), new Dense(2));
    ModelSpec model = new ModelSpec(Shape.vector(2), network, new SoftmaxCrossEntropy());

    assertArrayEquals(new int[] {9, 9}, Network.compile(model).categories());
  }

  /** A mistake in a declaration, and what is said of it. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "network: Node 'b' takes 'aa', which no earlier node is called, expected 'a'"
                + " (nearest), of: a, input",
            nodes("a", List.of(DENSE), "b", Map.of("from", "aa"))),
        Arguments.of(
            "network: Every node but the last must be taken by another one, got 'a'",
            nodes("a", List.of(DENSE), "b", Map.of("from", "input", "layers", List.of(DENSE)))),
        Arguments.of(
            "network: Each node must have a name of its own, got 'input' again",
            nodes("input", List.of(DENSE), "b", Map.of("from", "input"))),
        Arguments.of(
            "network: A node's name must be of letters, digits, _ and -, got 'a.b'",
            nodes("a.b", List.of(DENSE), "c", List.of(DENSE))),
        Arguments.of(
            "network.b.add: found a list of 1, expected the names of at least two nodes",
            nodes("a", List.of(DENSE), "b", Map.of("add", List.of("a")))),
        Arguments.of(
            "network.b.add: Node 'b' must take each input once, got [a, a]",
            nodes("a", List.of(DENSE), "b", Map.of("add", List.of("a", "a")))),
        Arguments.of(
            "network.b.layer: found unknown key 'layer', expected 'layers' (nearest), of: add,"
                + " concat, from, layers",
            nodes("a", List.of(DENSE), "b", Map.of("from", "a", "layer", List.of("relu")))),
        Arguments.of(
            "network.b: found a mapping with keys layers, expected a list of layers, or one of"
                + " from, add and concat",
            nodes("a", List.of(DENSE), "b", Map.of("layers", List.of("relu")))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreSaidWithTheNode(String message, Object declared) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> read(declared)).getMessage());
  }

  @Test
  void aSumOfDifferentShapesNamesTheNode() {
    assertRefused(
        "network.sum: found a sum of shapes 5 and 3, expected one shape",
        NetworkNode.chain("a", "input", new Dense(3)),
        NetworkNode.add("sum", List.of("input", "a"), new Dense(2)));
  }

  @Test
  void aLayerThatCannotTakeItsInputNamesTheNode() {
    assertRefused(
        "network.part[1] (slice): Slice to must be at most the number of values, 3, got 4",
        NetworkNode.chain("part", "input", new Dense(3), new Slice(0, 4), new Dense(2)));
  }

  @Test
  void anOutputThatDoesNotFitTheLossNamesTheNode() {
    assertRefused(
        "network.head[0] (relu): found relu as the last layer, expected a dense layer, since"
            + " softmax_cross_entropy takes logits and squashes them itself",
        NetworkNode.chain("a", "input", new Dense(3)),
        NetworkNode.chain("head", "a", new Relu()));
  }

  @Test
  void outputsThatDoNotFitTheLossNameTheLastLayerThoughItOnlyFlattens() {
    assertRefused(
        "network.head[0] (flatten): softmax_cross_entropy needs an output per class, at least 2,"
            + " got 1; for two classes and one output take binary_cross_entropy",
        NetworkNode.chain("a", "input", new Dense(1)),
        NetworkNode.chain("head", "a", new Flatten()));
  }

  private static void assertRefused(String message, NetworkNode... nodes) {
    NetworkSpec spec = NetworkSpec.graph(nodes);
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> compile(spec)).getMessage());
  }

  private static Map<String, Object> nodes(
      String first, Object firstNode, String second, Object secondNode) {
    Map<String, Object> nodes = new LinkedHashMap<>();
    nodes.put(first, firstNode);
    nodes.put(second, secondNode);
    return nodes;
  }

  private static NetworkSpec read(Object declared) {
    return NetworkSpec.read(Setting.of("network", declared));
  }

  private static Network compile(NetworkSpec spec) {
    return new ModelSpec(Shape.vector(5), spec, new SoftmaxCrossEntropy()).compile();
  }
}
