package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training is if a library user says no more than he must, and what he must not say. */
final class TrainerBuilderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final NetworkSpec NETWORK = NetworkSpec.of(new Dense(2));
  private static final Loss LOSS = new SoftmaxCrossEntropy();

  @Test
  void theDefaultsAreThoseOfTheManual() {
    List<TrainingSpec> specs = new ArrayList<>();
    Trainer.on(SPARK.context())
        .data(new TinyData(1, 128, 2, 2).rdd(SPARK.context(), 2))
        .network(new Dense(2))
        .loss(LOSS)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.Started started) {
                specs.add(started.spec());
              }
            })
        .build()
        .train();
    assertEquals(
        List.of(
            new TrainingSpec(
                NETWORK,
                LOSS,
                UpdateRule.of(new Adam(0.001)),
                Optional.empty(),
                Metric.defaultsFor(LOSS),
                EarlyStopping.NONE,
                new EveryStep(),
                new OnDivergence.Stop(),
                ScaleMode.NONE,
                ScaleMode.NONE,
                10,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of())),
        specs);
  }

  @Test
  void dataMustBeGiven() {
    TrainerBuilder builder = Trainer.on(SPARK.context()).network(NETWORK).loss(LOSS);
    assertEquals(
        "A trainer must be given its data",
        assertThrows(IllegalStateException.class, builder::build).getMessage());
  }

  @Test
  void aNetworkMustBeGiven() {
    TrainerBuilder builder = Trainer.on(SPARK.context()).loss(LOSS);
    assertEquals(
        "A trainer must be given its network",
        assertThrows(IllegalStateException.class, builder::build).getMessage());
  }

  @Test
  void aLossMustBeGiven() {
    TrainerBuilder builder = Trainer.on(SPARK.context()).network(NETWORK);
    assertEquals(
        "A trainer must be given its loss",
        assertThrows(IllegalStateException.class, builder::build).getMessage());
  }

  static Stream<Arguments> wrongNumbers() {
    return Stream.of(
        wrong(builder -> builder.epochs(0), "Epochs must be at least 1, got 0"),
        wrong(builder -> builder.batchSize(0), "Batch size must be at least 1, got 0"),
        wrong(builder -> builder.shards(-1), "Shards must be at least 1, got -1"),
        wrong(
            builder -> builder.batchSize(8).shards(9),
            "Shards must be at most the batch size, 8, got 9"));
  }

  private static Arguments wrong(UnaryOperator<TrainerBuilder> setting, String error) {
    return arguments(setting, error);
  }

  @ParameterizedTest
  @MethodSource("wrongNumbers")
  void aNumberOutOfRangeIsRefused(UnaryOperator<TrainerBuilder> setting, String error) {
    TrainerBuilder builder = setting.apply(TinyTraining.on(SPARK.context(), 2));
    assertEquals(error, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @Test
  void aWholeSpecBesideSingleSettingsIsRefused() {
    TrainingSpec spec =
        TrainingSpec.builder(NETWORK, LOSS)
            .optimizer(new Adam(0.1))
            .epochs(1)
            .batchSize(30)
            .shards(2)
            .seed(3)
            .build();
    TrainerBuilder builder =
        Trainer.on(SPARK.context())
            .data(new TinyData(1, 30, 2, 2).rdd(SPARK.context(), 2))
            .epochs(5)
            .optimizer(new Adam(0.2));
    assertEquals(
        "A trainer must be given a whole declaration or single settings, got both: a TrainingSpec and"
            + " epochs, optimizer",
        assertThrows(IllegalStateException.class, () -> builder.build(spec)).getMessage());
  }

  @Test
  void aWholeSpecMayTakeThePlaceOfTheSettings() {
    TrainingSpec spec =
        TrainingSpec.builder(NETWORK, LOSS)
            .optimizer(new Adam(0.1))
            .epochs(1)
            .batchSize(30)
            .shards(2)
            .seed(3)
            .build();
    TinyData rows = new TinyData(1, 30, 2, 2);
    String declared =
        Trainer.on(SPARK.context()).data(rows.rdd(SPARK.context(), 2)).build(spec).train().sha256();
    String built =
        Trainer.on(SPARK.context())
            .data(rows.rdd(SPARK.context(), 2))
            .network(NETWORK)
            .loss(LOSS)
            .optimizer(new Adam(0.1))
            .epochs(1)
            .batchSize(30)
            .shards(2)
            .seed(3)
            .build()
            .train()
            .sha256();
    assertEquals(declared, built);
  }

  @Test
  void aDataFrameIsTrainedOnInItsSession() {
    Dataset<Row> rows = TinyTraining.data().frame(SPARK.context(), 2).drop("id");
    String expected = train(Trainer.on(SPARK.context()).data(FrameSource.of(rows)));
    assertEquals(expected, train(Trainer.on(rows.sparkSession()).data(rows)));
    assertEquals(expected, train(Trainer.on(rows.sparkSession()).data(rows, "label")));
    assertEquals(
        expected,
        train(
            Trainer.on(rows.sparkSession())
                .data(rows.withColumnRenamed("label", "the kind"), "the kind")));
  }

  @Test
  void aShareOfADataFrameMayBeHeldOut() {
    Dataset<Row> rows = TinyTraining.data().frame(SPARK.context(), 2).drop("id");
    assertEquals(
        train(Trainer.on(SPARK.context()).data(TrainingData.split(FrameSource.of(rows), 0.2))),
        train(Trainer.on(SPARK.context()).data(rows, 0.2, "label")));
  }

  private static String train(TrainerBuilder builder) {
    return builder
        .network(new Dense(3))
        .loss(LOSS)
        .epochs(1)
        .batchSize(17)
        .build()
        .train()
        .sha256();
  }
}
