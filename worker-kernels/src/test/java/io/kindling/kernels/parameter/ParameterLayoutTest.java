package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
  private static final ParameterLayout LAYOUT = layout(new GlorotUniform());

  @Test
  void namesAreThoseOfLayerAndRole() {
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight"),
        LAYOUT.slices().stream().map(ParameterSlice::name).toList());
  }

  @Test
  void slicesFollowEachOtherWithoutGaps() {
    int expected = 0;
    for (ParameterSlice slice : LAYOUT.slices()) {
      assertEquals(expected, slice.offset(), slice.name());
      expected = slice.end();
    }
    assertEquals(expected, LAYOUT.size());
  }

  @Test
  void theSizeCountsEveryParameter() {
    assertEquals(4 * 3 + 4 + 2 * 4, LAYOUT.size());
  }

  @Test
  void noSlicesAreNoParameters() {
    assertEquals(0, new ParameterLayout(List.of()).size());
  }

  @Test
  void addingReturnsTheOffset() {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.startLayer("0");
    builder.add("weight", ParameterKind.WEIGHT, Shape.vector(12), new Zeros(), 1, 1);

    assertEquals(12, builder.add("bias", ParameterKind.OTHER, Shape.vector(4), new Zeros(), 1, 1));
  }

  @Test
  void theSameSeedGivesTheSameParameters() {
    assertArrayEquals(LAYOUT.initialParameters(5), LAYOUT.initialParameters(5));
  }

  @Test
  void anotherSeedGivesOtherParameters() {
    assertFalse(Arrays.equals(LAYOUT.initialParameters(5), LAYOUT.initialParameters(6)));
  }

  @Test
  void everySliceIsFilledByItsInitializer() {
    float[] expected = new float[24];
    Arrays.fill(expected, 0, 12, 3f);
    Arrays.fill(expected, 16, 24, 3f);

    assertArrayEquals(expected, layout(new Constant(3)).initialParameters(1));
  }

  @Test
  void slicesOfTheSameShapeStartDifferently() {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.add("one", ParameterKind.WEIGHT, Shape.vector(10), new HeNormal(), 10, 10);
    builder.add("two", ParameterKind.WEIGHT, Shape.vector(10), new HeNormal(), 10, 10);
    float[] parameters = builder.build().initialParameters(1);

    assertFalse(Arrays.equals(parameters, 0, 10, parameters, 10, 20));
  }

  @Test
  void asManyParametersAsAllowedAreAccepted() {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.add(
        "weight",
        ParameterKind.WEIGHT,
        Shape.vector(ParameterLayout.MAXIMUM - 1),
        new Zeros(),
        1,
        1);
    builder.add("bias", ParameterKind.OTHER, Shape.vector(1), new Zeros(), 1, 1);

    assertEquals((1 << 29) - 1, builder.build().size());
  }

  @Test
  void oneParameterMoreIsRefused() {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.add(
        "weight", ParameterKind.WEIGHT, Shape.vector(ParameterLayout.MAXIMUM), new Zeros(), 1, 1);

    assertEquals(
        "A network must have at most 536870911 parameters, got 536870912",
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.add("bias", ParameterKind.OTHER, Shape.vector(1), new Zeros(), 1, 1))
            .getMessage());
  }

  private static ParameterLayout layout(Initializer weights) {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.startLayer("0");
    builder.add("weight", ParameterKind.WEIGHT, new Shape(List.of(4, 3)), weights, 3, 4);
    builder.add("bias", ParameterKind.OTHER, Shape.vector(4), new Zeros(), 3, 4);
    builder.startLayer("2");
    builder.add("weight", ParameterKind.WEIGHT, new Shape(List.of(2, 4)), weights, 4, 2);
    return builder.build();
  }
}
