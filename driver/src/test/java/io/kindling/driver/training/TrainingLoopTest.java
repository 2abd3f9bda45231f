package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.NonFinite;
import io.kindling.partitioning.source.rdd.VectorSource;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a loop owns, it gives back. */
final class TrainingLoopTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final AtomicInteger CLOSED = new AtomicInteger();

  private static class CountedSync implements Sync {
    @Override
    public Taken take(int epoch, int batch, List<List<Double>> losses) {
      throw new AssertionError("nothing is to be taken");
    }

    @Override
    public void rest() {}

    @Override
    public String trace(int epoch, int batch, int batches, List<Double> losses) {
      throw new AssertionError("nothing is to be traced");
    }

    @Override
    public void drop(int model) {}

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }

  /** Diverges, and is interrupted while the source is read once more, on an object store. */
  private static final class InterruptedTrace extends CountedSync {
    @Override
    public Taken take(int epoch, int batch, List<List<Double>> losses) {
      BatchLoss loss = new BatchLoss(Double.NaN, 1);
      return new Taken(
          1,
          List.of(new StepOutcome(loss, Optional.of(NonFinite.LOSS))),
          new StepTimes(0, 0, 0, 0, 0, 0),
          "");
    }

    @Override
    public String trace(int epoch, int batch, int batches, List<Double> losses) {
      throw new UncheckedIOException(new InterruptedIOException());
    }
  }

  private static final class AsksWhere implements TrainingLoop.Observer {
    @Override
    public void stepped(TrainingLoop loop, TrainingLoop.Stepped step) {}

    @Override
    public void epochEnded(TrainingLoop loop, int epoch, double seconds) {}

    @Override
    public boolean asksWhere() {
      return true;
    }
  }

  /** Spark fails while it broadcasts what validates. */
  private static final class NoMembers extends AbstractList<TrainingProgress> {
    @Override
    public TrainingProgress get(int index) {
      throw new IllegalStateException("no room");
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void aLoopThatCannotBeMadeClosesItsSync() {
    CLOSED.set(0);
    JavaSparkContext context = SPARK.context();
    TrainingData rows = TrainingData.of(new VectorSource(TinyTraining.data().rdd(context, 2)));
    TrainingSpec spec = TinyTraining.on(context, 2).spec();
    try (JobDescription job = new JobDescription(context);
        PreparedData data = DataPreparation.prepareData(context, rows, List.of(spec))) {
      assertThrows(
          IllegalStateException.class,
          () ->
              new TrainingLoop(
                  data, new CountedSync(), new NoMembers(), TrainingPosition.START, 1, job));
    }
    assertEquals(1, CLOSED.get());
  }

  @Test
  void anInterruptWhileItIsFoundOutWhereTrainingDivergedIsNoDivergence() {
    JavaSparkContext context = SPARK.context();
    TrainingData rows = TrainingData.of(new VectorSource(TinyTraining.data().rdd(context, 2)));
    TrainingSpec spec = TinyTraining.on(context, 2).spec();
    try (JobDescription job = new JobDescription(context);
        PreparedData data = DataPreparation.prepareData(context, rows, List.of(spec))) {
      PreparedModel model = new PreparedModel(spec, data);
      TrainingProgress progress = new TrainingProgress(model, model.learner(), EarlyStopping.NONE);
      try (TrainingLoop loop =
          new TrainingLoop(
              data,
              new InterruptedTrace(),
              List.of(progress),
              TrainingPosition.START,
              spec.epochs(),
              job)) {
        assertThrows(JobInterruptedException.class, () -> loop.run(new AsksWhere()));
      }
    }
  }
}
