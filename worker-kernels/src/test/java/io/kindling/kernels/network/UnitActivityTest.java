package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Units that are 0 for every row are found. */
final class UnitActivityTest {
  private static final int ROWS = 3;

  @Test
  void aUnitThatIsZeroForEveryRowIsSilent() {
    Network network = network(NetworkSpec.of(new Dense(4), new Relu(), new Dense(1)));
    float[] theta = new float[network.parameters().size()];
    // Units 0 and 1 of four are rectified to 0 whatever comes in, unit 2 for rows without input 1.
    System.arraycopy(new float[] {-1, -2, 0, 3}, 0, theta, offset(network, "0.bias"), 4);
    theta[offset(network, "0.weight") + 2 * 2 + 1] = 1;
    UnitActivity activity = over(network, theta, new float[] {1, 0, 5, 0, 0, 0});
    assertEquals(Map.of("0", 3 / 4.0), activity.silentShares(network));

    activity.merge(over(network, theta, new float[] {0, 0, 0, 2, 0, 0}));
    assertEquals(Map.of("0", 2 / 4.0), activity.silentShares(network));
  }

  @Test
  void anActivationThatIsALayerOfItsOwnCountsAsThat() {
    Network network =
        network(NetworkSpec.of(new Dense(2), new BatchNorm(), new Relu(), new Dense(1)));
    float[] theta = new float[network.parameters().size()];
    Arrays.fill(theta, offset(network, "0.bias"), offset(network, "0.bias") + 2, 1f);
    UnitActivity activity = over(network, theta, new float[2 * ROWS]);
    assertEquals(1.0, activity.silentShares(network).get("2"));
    assertEquals(0.0, activity.silentShares(network).get("0"));
  }

  private static Network network(NetworkSpec layers) {
    return new ModelSpec(Shape.vector(2), layers, new SquaredError()).compile();
  }

  private static int offset(Network network, String slice) {
    return network.parameters().slices().stream()
        .filter(it -> it.name().equals(slice))
        .mapToInt(ParameterSlice::offset)
        .findFirst()
        .orElseThrow();
  }

  private static UnitActivity over(Network network, float[] theta, float[] input) {
    Workspace workspace = Workspace.forEvaluation(network, ROWS);
    System.arraycopy(input, 0, workspace.input(), 0, input.length);
    network.forward(Pass.evaluation(ROWS, theta), workspace);
    UnitActivity activity = new UnitActivity(network);
    activity.add(workspace, ROWS);
    return activity;
  }
}
