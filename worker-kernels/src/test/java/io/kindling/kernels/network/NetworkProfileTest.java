package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each kernel of a network takes. */
final class NetworkProfileTest {
  private final NetworkProfile profile =
      measure(
          new ModelSpec(
              Shape.vector(400),
              NetworkSpec.of(
                  new Dropout(0.1), new Dense(300), new Relu(), new BatchNorm(), new Dense(3)),
              new SoftmaxCrossEntropy()),
          64,
          0);

  @Test
  void kernelsAreNamedWithWhatTheyComputeTogether() {
    assertEquals(
        List.of(
            "dropout, 400 to 400",
            "dense + relu, 400 to 300",
            "batch_norm, 300 to 300",
            "dense, 300 to 3"),
        profile.kernels().stream().map(NetworkProfile.Kernel::name).toList());
  }

  @Test
  void theLargestProductTakesLongest() {
    double dense = time(1);
    assertTrue(dense > time(3) && time(3) > 0, profile.toString());
  }

  @Test
  void whatComesBeforeAllParametersTakesNothingBackward() {
    assertEquals(0, profile.kernels().get(0).backward());
    assertTrue(profile.kernels().get(2).backward() > 0, profile.toString());
  }

  @Test
  void theTotalIsTheSum() {
    assertEquals(time(0) + time(1) + time(2) + time(3), profile.total(), 1e-12);
  }

  @Test
  void joinsAreKernelsToo() {
    NetworkSpec joins =
        NetworkSpec.graph(
            NetworkNode.chain("a", "input", new Dense(2)),
            NetworkNode.chain("b", "input", new Dense(2)),
            NetworkNode.add("sum", List.of("a", "b")),
            NetworkNode.concat("out", List.of("sum", "b")));
    assertEquals(
        List.of("dense, 4 to 2", "dense, 4 to 2", "add", "concat"),
        measure(new ModelSpec(Shape.vector(4), joins, new SoftmaxCrossEntropy()), 3, 0)
            .kernels()
            .stream()
            .map(NetworkProfile.Kernel::name)
            .toList());
  }

  /** Of 20,000 columns, in which dense rows would be multiplied for all of them. */
  @Test
  void sparseRowsAreMeasuredAsTheyAreTrained() {
    ModelSpec wide =
        new ModelSpec(
            Shape.vector(20_000),
            NetworkSpec.of(new Dense(64), new Relu(), new Dense(3)),
            new SoftmaxCrossEntropy());
    double dense = measure(wide, 64, 0).total();
    double sparse = measure(wide, 64, 5).total();
    assertTrue(sparse < dense / 3, sparse + " and " + dense);
  }

  private static NetworkProfile measure(ModelSpec spec, int rows, int entries) {
    Network network = spec.compile();
    TouchedArray gradient = GradientForm.of(network, rows, entries).sums().get().written();
    return NetworkProfile.measure(network, rows, entries, gradient);
  }

  private double time(int kernel) {
    return profile.kernels().get(kernel).forward() + profile.kernels().get(kernel).backward();
  }
}
