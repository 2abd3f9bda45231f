package io.kindling.onnx.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.testing.Model;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which layers can be written. */
final class LayerExportsTest {
  /** Of a user's own. */
  record Doubled() implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
      return Optional.empty();
    }
  }

  @Test
  void everyLayerOfTheCatalogueHasNodes() {
    assertEquals(new HashSet<>(LayerCatalogue.LAYERS.kinds().values()), LayerExports.kinds());
  }

  @Test
  void aLayerOfSomebodyElseIsRefusedByItsName() {
    NetworkSpec network =
        NetworkSpec.graph(
            NetworkNode.chain("stem", NetworkNode.INPUT, new Dense(2), new Doubled()),
            NetworkNode.chain("head", "stem", new Dense(1)));
    Model model = Model.of(Shape.vector(2), network, new SquaredError(), 1);
    assertEquals(
        "network.stem[1]: found the layer %s, expected layers of Kindling itself, which alone can be written as ONNX"
            .formatted(Doubled.class.getName()),
        assertThrows(InvalidInputException.class, model::onnx).getMessage());
  }
}
