package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {
  private static final NetworkSpec SPEC =
      NetworkSpec.of(new Dense(512), new Relu(), new Dropout(0.2), new Dense(10));

  @Test
  void layersAreReadInOrder() {
    List<Object> declared =
        List.of(
            Map.of("dense", Map.of("units", 512)),
            "relu",
            Map.of("dropout", Map.of("rate", 0.2)),
            Map.of("dense", Map.of("units", 10)));

    assertEquals(SPEC, NetworkSpec.read(Setting.of("network", declared)));
  }

  @Test
  void whatIsWrittenReadsAsTheSame() {
    assertEquals(SPEC, NetworkSpec.read(Setting.of("network", SPEC.write())));
  }

  @Test
  void aMistakeIsSaidWithThePositionOfTheLayer() {
    Setting setting = Setting.of("network", List.of("relu", Map.of("dense", Map.of("units", -1))));

    assertEquals(
        "network[1].dense.units: Dense units must be at least 1, got -1",
        assertThrows(InvalidInputException.class, () -> NetworkSpec.read(setting)).getMessage());
  }

  @Test
  void anEmptyListIsRefused() {
    Setting setting = Setting.of("network", List.of());

    assertEquals(
        "network: found a list of 0, expected at least one layer",
        assertThrows(InvalidInputException.class, () -> NetworkSpec.read(setting)).getMessage());
  }

  @Test
  void layersWithoutUnitsOfTheirOwnLeaveNothingToTheData() {
    LayerSpec relu = new Relu();

    assertSame(relu, relu.withOutputs(() -> 3));
  }

  @Test
  void aNetworkNeedsALayer() {
    assertThrows(IllegalArgumentException.class, NetworkSpec::of);
  }

  @Test
  void aModelTravelsByJavaSerialisation() throws Exception {
    ModelSpec model = new ModelSpec(Shape.vector(784), SPEC, new SoftmaxCrossEntropy());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(model, in.readObject());
    }
  }
}
