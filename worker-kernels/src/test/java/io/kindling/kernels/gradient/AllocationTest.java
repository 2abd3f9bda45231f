package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.testing.Batch;
import io.kindling.kernels.testing.SampleProblem;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps with every layer and every loss: that the sample problems have them all, {@code
 * ReferenceNetworkTest} checks against the catalogues.
 */
class AllocationTest {
  private static final int STEPS = 20;
  private static final int ROUNDS = 5;

  /** Less than any array that holds a value for each row or each unit. */
  private static final int BYTES_PER_STEP = 300;

  private static final int ROWS = 130;
  private static final int INPUTS = 110;
  private static final int UNITS = 120;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<SampleProblem> problems() {
    return SampleProblem.all(ROWS, INPUTS, UNITS);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aTrainingStepAllocatesNoArrays(SampleProblem problem) {
    Objective objective = new Objective(problem.model());
    float[] theta = problem.parameters(1);
    Batch batch = problem.batch(1);
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    batch.copyTo(workspace);
    GradientSum sum = new GradientSum(objective.network().parameters());

    assertAllocatesNoArrays(() -> objective.gradient(ROWS, 1, theta, workspace, sum));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void anEvaluationAllocatesNoArrays(SampleProblem problem) {
    Objective objective = new Objective(problem.model());
    float[] theta = problem.parameters(1);
    Workspace workspace = Workspace.forEvaluation(objective.network(), ROWS);
    problem.batch(1).copyTo(workspace);
    EvaluationSum sum = new EvaluationSum(List.of(), objective.network().outputs());

    assertAllocatesNoArrays(() -> sum.add(List.of(), objective.score(ROWS, theta, workspace)));
  }

  static Stream<SampleProblem> sparseProblems() {
    return problems().filter(problem -> problem.model().compile().takesSparse());
  }

  @ParameterizedTest
  @MethodSource("sparseProblems")
  void aTrainingStepOnSparseRowsAllocatesNoArraysWhateverTheBatch(SampleProblem problem) {
    Objective objective = new Objective(problem.model());
    float[] theta = problem.parameters(1);
    Batch larger = problem.batch(1);
    Batch smaller = larger.mostlyZeros(1);
    Workspace workspace = Workspace.forSparseTraining(objective.network(), ROWS);
    GradientSum sum = new GradientSum(objective.network().parameters());

    assertAllocatesNoArrays(
        () -> {
          larger.copyTo(workspace);
          objective.gradient(ROWS, 1, theta, workspace, sum);
          smaller.copyTo(workspace);
          objective.gradient(ROWS, 1, theta, workspace, sum);
        });
  }

  private void assertAllocatesNoArrays(Runnable step) {
    step.run(); // what is allocated once
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, bytesPerStep(step));
    }
    long perStep = least;
    assertTrue(perStep < BYTES_PER_STEP, () -> perStep + " bytes allocated a step");
  }

  /** Of a round: the first ones also count objects that compiled code does without. */
  private long bytesPerStep(Runnable step) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }
}
