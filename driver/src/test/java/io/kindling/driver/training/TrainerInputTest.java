package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.schedule.Cosine;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;

/** Declarations and data that do not fit each other: one line, before anything is trained. */
final class TrainerInputTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void aScheduleShorterThanTheTrainingIsRefused() {
    Schedule tooShort = new Cosine(0.1, 7, 0, 0);
    assertEquals(
        "optimizer.learning_rate: Cosine schedule steps must be at least those of the training, 8,"
            + " got 7; left out, they are as many",
        assertThrows(
                InvalidInputException.class,
                () ->
                    TinyTraining.on(SPARK.context(), 2)
                        .optimizer(new Adam(tooShort))
                        .build()
                        .train())
            .getMessage());
  }

  @Test
  void aBatchLargerThanTheDataIsRefused() {
    assertRefused(
        tiny().batchSize(60),
        "training.batch_size: found 60, expected at most 59, the number of training rows in the"
            + " RDD of vectors");
  }

  @Test
  void moreShardsThanRowsAreRefusedBeforeABatchThatFollowsFromThem() {
    assertRefused(
        Trainer.on(SPARK.context())
            .data(TinyTraining.data().rdd(SPARK.context(), 2))
            .network(new Dense(3))
            .loss(new SoftmaxCrossEntropy())
            .shards(60),
        "training.shards: found 60, expected at most 59, the number of training rows in the RDD of"
            + " vectors");
  }

  @Test
  void aBatchLargerThanWhatTheSplitLeavesIsRefused() {
    assertRefused(
        tiny().data(TinyTraining.data().rdd(SPARK.context(), 2), 0.5).batchSize(30),
        "training.batch_size: found 30, expected at most 29, the number of training rows in the"
            + " RDD of vectors");
  }

  @Test
  void aSplitThatLeavesNothingToValidateIsRefused() {
    assertRefused(
        tiny().data(TinyTraining.data().rdd(SPARK.context(), 2), 0.001),
        "data.validation.split: found 0.001, which leaves 59 of 59 rows to train on, expected a"
            + " share that leaves rows on both sides");
  }

  @Test
  void aSplitThatLeavesNothingToTrainOnIsRefused() {
    assertRefused(
        tiny().data(TinyTraining.data().rdd(SPARK.context(), 2), 0.999),
        "data.validation.split: found 0.999, which leaves 0 of 59 rows to train on, expected a"
            + " share that leaves rows on both sides");
  }

  @Test
  void aLabelBeyondTheOutputsIsRefusedWithItsRow() {
    Vector row = Vectors.dense(1, 2, 3, 4, 5);
    assertRefused(
        tiny()
            .data(
                SPARK
                    .context()
                    .parallelizePairs(List.of(new Tuple2<>(2.0, row), new Tuple2<>(3.0, row)), 1))
            .batchSize(4),
        "the RDD of vectors, partition 0, row 1: found label 3, expected a class from 0 to 2");
  }

  @Test
  void outputsThatDoNotFitTheLossAreRefusedWithTheirLayer() {
    assertRefused(
        tiny().network(new Dense(1)),
        "network[0] (dense): softmax_cross_entropy needs an output per class, at least 2, got 1;"
            + " for two classes and one output take binary_cross_entropy");
  }

  @Test
  void validationRowsOfAnotherWidthAreRefused() {
    VectorSource train = new VectorSource(TinyTraining.data().rdd(SPARK.context(), 2));
    VectorSource validation = new VectorSource(new TinyData(1, 5, 6, 3).rdd(SPARK.context(), 1));
    assertRefused(
        tiny().data(TrainingData.of(train, validation)),
        "the RDD of vectors: found rows of 6, expected 5 as in the RDD of vectors");
  }

  @Test
  void nothingIsTrainedBeforeTheDataIsChecked() {
    List<TrainingEvent> events = new ArrayList<>();
    Trainer trainer = tiny().batchSize(60).listener(events::add).build();
    assertThrows(InvalidInputException.class, trainer::train);
    assertEquals(List.of(), events);
  }

  private static TrainerBuilder tiny() {
    return TinyTraining.on(SPARK.context(), 2);
  }

  private static void assertRefused(TrainerBuilder builder, String message) {
    Trainer trainer = builder.build();
    assertEquals(message, assertThrows(InvalidInputException.class, trainer::train).getMessage());
  }
}
