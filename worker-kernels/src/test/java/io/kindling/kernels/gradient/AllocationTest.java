package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int ROWS = 32;
  private static final int STEPS = 400;
  private static final int BYTES_PER_STEP = 1024;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aTrainingStepAllocatesNoArrays() {
    Objective objective =
        new Objective(
            new ModelSpec(
                Shape.vector(64),
                NetworkSpec.of(new Dense(48), new Relu(), new Dropout(0.5), new Dense(10)),
                new SoftmaxCrossEntropy()));
    float[] theta = objective.network().parameters().initialParameters(1);
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    Batch.random(ROWS, 64, 10, 1).copyTo(workspace);
    GradientSum sum = new GradientSum(objective.network().parameters());
    steps(objective, theta, workspace, sum);

    long before = threads.getCurrentThreadAllocatedBytes();
    steps(objective, theta, workspace, sum);
    long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;

    assertTrue(perStep < BYTES_PER_STEP, () -> perStep + " bytes allocated a step");
  }

  private static void steps(
      Objective objective, float[] theta, Workspace workspace, GradientSum sum) {
    for (int step = 0; step < STEPS; step++) {
      objective.gradient(Pass.training(ROWS, step), theta, workspace, sum);
    }
  }
}
