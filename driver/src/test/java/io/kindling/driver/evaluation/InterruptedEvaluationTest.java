package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.fixture.InterruptedWork;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SlowRows;
import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An interrupted evaluation gives back what it used, and says that it was interrupted. */
final class InterruptedEvaluationTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void itThrowsWhatItDeclaresKeepsTheFlagAndLeavesNoJobAndNoRows() throws Exception {
    JavaSparkContext context = SPARK.context();
    SlowRows.reset();
    SlowRows.release();
    VectorSource rows = new VectorSource(SlowRows.rdd(context));
    TrainedModel model =
        Trainer.on(context)
            .data(rows)
            .network(new Dense(2))
            .loss(new SoftmaxCrossEntropy())
            .epochs(1)
            .build()
            .train();
    SlowRows.reset();
    InterruptedWork evaluation =
        InterruptedWork.of(
            () -> ModelEvaluation.evaluate(context, model, rows), SlowRows::isBeingRead);
    assertInstanceOf(JobInterruptedException.class, evaluation.thrown());
    assertTrue(evaluation.flag(), "the interrupted flag is set");
    InterruptedWork.leavesNothing(context); // though what its tasks wait for has not come
    SlowRows.release();
  }
}
