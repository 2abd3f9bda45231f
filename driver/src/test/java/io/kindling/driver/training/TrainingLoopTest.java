package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.partitioning.source.rdd.VectorSource;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a loop owns, it gives back. */
final class TrainingLoopTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final AtomicInteger CLOSED = new AtomicInteger();

  private static final class CountedSync implements Sync {
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
}
