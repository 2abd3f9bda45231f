package io.kindling.kernels.gradient;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static io.kindling.kernels.testing.Tolerance.assertWithin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.testing.Batch;
import io.kindling.kernels.testing.DropoutMask;
import io.kindling.kernels.testing.ReferenceGradient;
import io.kindling.kernels.testing.ReferenceNetwork;
import io.kindling.kernels.testing.SampleProblem;
import io.kindling.kernels.testing.Tolerance;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseInputTest {
  private static final long RANDOM_KEY = 0x5EEDL << 40 | 12345;
  private static final double OF_TERMS = 1e-6;
  private static final double FROM_KINKS = 1e-4;

  static Stream<SampleProblem> problems() {
    return Stream.of(
            SampleProblem.all(1, 5, 7), SampleProblem.all(17, 33, 1), SampleProblem.all(9, 150, 31))
        .flatMap(problems -> problems)
        .filter(problem -> problem.model().compile().takesSparse());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void lossAndGradientsOfSparseRowsAgreeWithTheDoublePrecisionReference(SampleProblem problem) {
    DropoutMask mask = DropoutMask.drawnFrom(RANDOM_KEY);
    ReferenceNetwork reference = new ReferenceNetwork(problem.model(), mask);
    long seed = 1;
    while (reference.nearestKink(batch(problem, seed), exact(problem, seed)) < FROM_KINKS) {
      seed++;
    }
    Batch batch = batch(problem, seed);
    Objective objective = new Objective(problem.model());
    GradientSum sum = new GradientSum(objective.network().parameters());
    Arrays.fill(sum.gradient(), Float.NaN); // to be set, not added to

    Workspace workspace = Workspace.forSparseTraining(objective.network(), batch.rows() + 2);
    problem.batch(seed + 1).copyTo(workspace); // what is left over must not matter
    objective.gradient(batch.rows(), RANDOM_KEY, problem.parameters(seed), workspace, sum);
    batch.copyTo(workspace);
    objective.gradient(batch.rows(), RANDOM_KEY, problem.parameters(seed), workspace, sum);

    assertClose(
        "loss, seed " + seed, reference.loss(batch, exact(problem, seed)), sum.loss(), FLOAT);
    ReferenceGradient expected = reference.gradient(batch, exact(problem, seed));
    for (ParameterSlice slice : objective.network().parameters().slices()) {
      if (slice.kind() == ParameterKind.STATISTIC) {
        continue;
      }
      assertWithin(
          problem + ": " + slice.name() + ", seed " + seed,
          Arrays.copyOfRange(expected.values(), slice.offset(), slice.end()),
          Arrays.copyOfRange(sum.gradient(), slice.offset(), slice.end()),
          OF_TERMS * expected.scale(slice.offset(), slice.end()));
    }
  }

  private static Batch batch(SampleProblem problem, long seed) {
    return problem.batch(seed).mostlyZeros(seed);
  }

  private static double[] exact(SampleProblem problem, long seed) {
    return Tolerance.widen(problem.parameters(seed));
  }

  @Test
  void theSampleNetworksThatStartWithDenseLayersTakeSparseRowsAndOthersDoNot() {
    Predicate<SampleProblem> sparse = problem -> problem.model().compile().takesSparse();
    assertTrue(SampleProblem.all(3, 5, 2).anyMatch(sparse));

    SampleProblem other = SampleProblem.all(3, 5, 2).filter(sparse.negate()).findFirst().get();
    assertThrows(
        IllegalArgumentException.class,
        () -> Workspace.forSparseTraining(other.model().compile(), 3));
  }

  @Test
  void theColumnsThatOccurAreKnownInAscendingOrder() {
    SparseRows rows = new SparseRows(2, 200);
    rows.append(3, 1);
    rows.append(130, 1);
    rows.endRow();
    rows.append(64, 1);
    rows.append(130, 2);
    rows.endRow();

    int[] occurring =
        IntStream.range(0, rows.byColumn().count()).map(rows.byColumn()::column).toArray();

    assertArrayEquals(new int[] {3, 64, 130}, occurring);
  }

  @Test
  void columnsOfARowHaveToAscend() {
    SparseRows rows = new SparseRows(2, 5);
    rows.append(3, 1);
    assertThrows(IllegalArgumentException.class, () -> rows.append(3, 1));
    rows.endRow();
    rows.append(0, 1);
    assertThrows(IllegalArgumentException.class, () -> rows.append(5, 1));
    assertEquals(1, rows.rows());
  }
}
