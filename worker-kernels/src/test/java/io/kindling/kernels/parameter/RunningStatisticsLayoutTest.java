package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.parameter.ParameterLayout.RunningStatistics;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where running statistics lie: behind all that is learnt, the means before the variances. */
class RunningStatisticsLayoutTest {
  private final List<RunningStatistics> told = new ArrayList<>();
  private final ParameterLayout layout = layOut(new ParameterLayout.Builder(counted()));

  private ParameterLayout counted() {
    ParameterLayout counted = layOut(new ParameterLayout.Builder());
    told.clear();
    return counted;
  }

  /** Two normalisations, of 3 units and of 2, between 12 and 6 weights. */
  private ParameterLayout layOut(ParameterLayout.Builder builder) {
    builder.startLayer("0");
    builder.add("weight", ParameterKind.WEIGHT, Shape.vector(12), new Constant(5), 4, 3);
    builder.startLayer("1");
    assertEquals(12, builder.addPerUnit("scale", 3, new Constant(1)));
    told.add(builder.addRunningStatistics(3));
    builder.startLayer("2");
    builder.add("weight", ParameterKind.WEIGHT, Shape.vector(6), new Constant(5), 3, 2);
    builder.startLayer("3");
    told.add(builder.addRunningStatistics(2));
    return builder.build();
  }

  @Test
  void learntOnesComeFirstThenTheMeansThenTheVariances() {
    assertEquals(
        List.of(
            "0.weight 0",
            "1.scale 12",
            "2.weight 15",
            "1.running_mean 21",
            "3.running_mean 24",
            "1.running_var 26",
            "3.running_var 29"),
        layout.slices().stream().map(slice -> slice.name() + " " + slice.offset()).toList());
    assertEquals(List.of(new RunningStatistics(21, 26), new RunningStatistics(24, 29)), told);
  }

  @Test
  void theyAreNotLearnt() {
    assertEquals(31, layout.size());
    assertEquals(21, layout.trainable());
    assertEquals(5, layout.normalizedUnits());
  }

  @Test
  void aUnitStartsWithMeanZeroAndVarianceOne() {
    float[] expected = {
      5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 5, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1
    };

    assertArrayEquals(expected, layout.initialParameters(1));
  }

  @Test
  void theyCountAmongTheParametersThatANetworkMayHave() {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.add(
        "weight",
        ParameterKind.WEIGHT,
        Shape.vector(ParameterLayout.MAXIMUM - 5),
        new Zeros(),
        1,
        1);
    builder.addRunningStatistics(2);

    assertEquals(
        "A network must have at most 536870911 parameters, got 536870912",
        assertThrows(IllegalArgumentException.class, () -> builder.addRunningStatistics(1))
            .getMessage());
  }
}
