package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;

/** Trainings that end before their first step: one line, and nothing stays cached. */
final class FailedPreparationTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final String OTHER_ROWS =
      "the RDD of vectors, partition 0: found other rows than when they were counted, expected the"
          + " same rows in the same order each time they are read";

  @AfterEach
  void nothingStaysCached() {
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }

  @Test
  void rowsThatAreShuffledEachTimeAreRefused() {
    assertEquals(OTHER_ROWS, errorOf(TrainingData.of(new VectorSource(shuffled()))));
  }

  @Test
  void rowsThatAreShuffledEachTimeAreRefusedWhereSomeAreHeldOut() {
    assertEquals(OTHER_ROWS, errorOf(TrainingData.split(new VectorSource(shuffled()), 0.2)));
  }

  @Test
  void rowsThatAreDrawnAtRandomEachTimeAreRefused() {
    JavaPairRDD<Double, Vector> drawn =
        many().filter(row -> ThreadLocalRandom.current().nextDouble() < 0.7);
    assertEquals(OTHER_ROWS, errorOf(TrainingData.split(new VectorSource(drawn), 0.2)));
  }

  @Test
  void validationRowsThatAreShuffledEachTimeAreRefused() {
    assertEquals(
        OTHER_ROWS,
        errorOf(TrainingData.of(new VectorSource(many()), new VectorSource(shuffled()))));
  }

  @Test
  void aColumnWithoutNumbersIsRefused() {
    JavaPairRDD<Double, Vector> missing =
        many().mapValues(row -> Vectors.dense(1, 2, 3, 4, Double.NaN));
    assertEquals(
        "data.missing: found no number to train on in feature 4, expected at least 1 to take the"
            + " mean of",
        errorOf(
            TrainingData.of(new VectorSource(missing))
                .withColumns(new FeatureColumns(Map.of(), MissingMode.MEAN))));
  }

  private static JavaPairRDD<Double, Vector> many() {
    List<Tuple2<Double, Vector>> rows =
        IntStream.range(0, 300)
            .mapToObj(i -> new Tuple2<>(i % 3.0, Vectors.dense(i, 1, 2, 3, 4)))
            .toList();
    return SPARK.context().parallelizePairs(rows, 2);
  }

  private static JavaPairRDD<Double, Vector> shuffled() {
    PairFlatMapFunction<Iterator<Tuple2<Double, Vector>>, Double, Vector> shuffle =
        rows -> {
          List<Tuple2<Double, Vector>> list = new ArrayList<>();
          rows.forEachRemaining(list::add);
          Collections.shuffle(list);
          return list.iterator();
        };
    return many().mapPartitionsToPair(shuffle);
  }

  private static String errorOf(TrainingData data) {
    Trainer trainer = TinyTraining.on(SPARK.context(), 2).data(data).build();
    return String.valueOf(assertThrows(InvalidInputException.class, trainer::train).getMessage());
  }
}
