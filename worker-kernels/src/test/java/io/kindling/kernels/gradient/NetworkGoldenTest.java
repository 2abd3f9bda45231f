package io.kindling.kernels.gradient;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.testing.GoldenNetwork;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkGoldenTest {
  static Stream<GoldenNetwork> networks() {
    return GoldenNetwork.supported();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAreThoseOfPyTorch(GoldenNetwork golden) {
    FirstPass pass = new FirstPass(golden);

    assertClose(
        "output",
        Goldens.doubles(golden.values().get("output_training")),
        pass.workspace.logits(),
        FLOAT);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossesAreThoseOfPyTorch(GoldenNetwork golden) {
    FirstPass pass = new FirstPass(golden);

    assertClose(
        "loss",
        golden.values().get("loss").doubleValue(),
        pass.sum.loss() / pass.sum.weight(),
        FLOAT);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsOfEveryParameterAreThoseOfPyTorch(GoldenNetwork golden) {
    FirstPass pass = new FirstPass(golden);
    var layout = pass.objective.network().parameters();
    double[] expected = golden.flat("gradients", layout);

    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() == ParameterKind.STATISTIC) {
        continue; // BatchStatisticsTest looks at them
      }
      double[] mean = new double[slice.length()];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = pass.sum.gradient()[slice.offset() + i] / pass.sum.weight();
      }
      assertClose(
          slice.name(), Arrays.copyOfRange(expected, slice.offset(), slice.end()), mean, FLOAT);
    }
  }

  private static final class FirstPass {
    private final Objective objective;
    private final Workspace workspace;
    private final GradientSum sum;

    FirstPass(GoldenNetwork golden) {
      objective = new Objective(golden.model());
      workspace = Workspace.forTraining(objective.network(), golden.rows());
      var layout = objective.network().parameters();
      sum = new GradientSum(layout);
      copy(Goldens.floats(golden.values().get("x")), workspace.input());
      copy(Goldens.floats(golden.values().get("y")), workspace.targets());
      Arrays.fill(workspace.weights(), 1f);
      float[] theta = new float[layout.size()];
      double[] initial = golden.flat("initial", layout);
      for (int i = 0; i < theta.length; i++) {
        theta[i] = (float) initial[i];
      }
      objective.gradient(golden.rows(), 0, theta, workspace, sum);
    }

    private static void copy(float[] from, float[] to) {
      System.arraycopy(from, 0, to, 0, from.length);
    }
  }
}
