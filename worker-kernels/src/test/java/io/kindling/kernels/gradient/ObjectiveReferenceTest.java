package io.kindling.kernels.gradient;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static io.kindling.kernels.testing.Tolerance.assertWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.testing.Batch;
import io.kindling.kernels.testing.DropoutMask;
import io.kindling.kernels.testing.ReferenceGradient;
import io.kindling.kernels.testing.ReferenceNetwork;
import io.kindling.kernels.testing.SampleProblem;
import io.kindling.kernels.testing.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveReferenceTest {
  private static final long RANDOM_KEY = 0x5EEDL << 40 | 12345;
  private static final double OF_TERMS = 1e-6;
  private static final double FROM_KINKS = 1e-4;

  static Stream<SampleProblem> problems() {
    return IntStream.of(1, 3, 17)
        .boxed()
        .flatMap(
            rows ->
                IntStream.of(1, 5, 33)
                    .boxed()
                    .flatMap(
                        inputs ->
                            IntStream.of(1, 7, 31)
                                .boxed()
                                .flatMap(units -> SampleProblem.all(rows, inputs, units))));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void lossAndGradientsOfEveryLayerAgreeWithTheDoublePrecisionReference(SampleProblem problem) {
    DropoutMask mask = DropoutMask.drawnFrom(RANDOM_KEY);
    long seed = problem.seedAwayFromKinks(mask, 1, FROM_KINKS);
    Batch batch = problem.batch(seed);
    float[] theta = problem.parameters(seed);
    Objective objective = new Objective(problem.model());
    GradientSum sum = new GradientSum(objective.network().parameters());

    Workspace workspace = Workspace.forTraining(objective.network(), batch.rows());
    batch.copyTo(workspace);
    objective.gradient(batch.rows(), RANDOM_KEY, theta, workspace, sum);

    ReferenceNetwork reference = new ReferenceNetwork(problem.model(), mask);
    double[] exactTheta = Tolerance.widen(theta);
    assertClose("loss, seed " + seed, reference.loss(batch, exactTheta), sum.loss(), FLOAT);
    ReferenceGradient expected = reference.gradient(batch, exactTheta);
    ParameterLayout layout = objective.network().parameters();
    assertEquals(expected.values().length, layout.trainable(), "number of parameters");
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() == ParameterKind.STATISTIC) {
        continue; // no gradient: BatchNormTest looks at them
      }
      assertWithin(
          problem + ": " + slice.name() + ", seed " + seed,
          Arrays.copyOfRange(expected.values(), slice.offset(), slice.end()),
          Arrays.copyOfRange(sum.gradient(), slice.offset(), slice.end()),
          OF_TERMS * expected.scale(slice.offset(), slice.end()));
    }
  }

  static Stream<SampleProblem> someProblems() {
    return Stream.of(SampleProblem.all(1, 1, 1), SampleProblem.all(17, 33, 31))
        .flatMap(problems -> problems)
        .filter(SampleProblem::evaluatesAsItTrains);
  }

  @ParameterizedTest
  @MethodSource("someProblems")
  void theLossOfAnEvaluationAgreesWithTheReferenceWithoutDropout(SampleProblem problem) {
    long seed = 5;
    Batch batch = problem.batch(seed);
    float[] theta = problem.parameters(seed);
    Objective objective = new Objective(problem.model());
    EvaluationSum sum = new EvaluationSum(List.of(), objective.network().outputs());

    Workspace workspace = Workspace.forEvaluation(objective.network(), batch.rows());
    batch.copyTo(workspace);
    sum.add(List.of(), objective.score(batch.rows(), theta, workspace));

    ReferenceNetwork reference = new ReferenceNetwork(problem.model(), DropoutMask.none());
    double weight = IntStream.range(0, batch.rows()).mapToDouble(batch::weight).sum();
    assertClose(
        "loss, seed " + seed,
        reference.loss(batch, Tolerance.widen(theta)) / weight,
        sum.result(List.of(), objective.network().outputs())
            .values()
            .getOrDefault("loss", Double.NaN),
        FLOAT);
  }
}
