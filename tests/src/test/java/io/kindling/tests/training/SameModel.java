package io.kindling.tests.training;

import io.kindling.driver.optimizer.Adagrad;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** Trainings that are to give the same model wherever they run. */
enum SameModel {
  FLOWERS(Flowers.spec(8, 1)),
  FLOWERS_IN_FIVE_SHARDS(Flowers.spec(5, 1)),
  FLOWERS_IN_ROUNDS(Flowers.spec(8, 1).with(new LocalSteps(5))),
  /** 20-8192-3 takes 768 KiB; up to 512 KiB go along with a job. */
  MANY_PARAMETERS(
      TrainingSpec.builder(
              NetworkSpec.of(new Dense(8192), new Relu(), new Dense(3)), new SoftmaxCrossEntropy())
          .optimizer(new Adam(0.001))
          .scale(ScaleMode.STANDARDIZE)
          .epochs(1)
          .batchSize(Flowers.BATCH)
          .shards(8)
          .build()),
  /** A table of 768 KiB, whose touched rows travel both ways; as much as all of it, once. */
  EMBEDDINGS(
      TrainingSpec.builder(
              NetworkSpec.of(new Embedding(1 << 14, 12), new Dense(1)), new SquaredError())
          .optimizer(new Adagrad(0.1))
          .epochs(3)
          .batchSize(500)
          .shards(8)
          .build());

  private static final int ROWS = 3000; // of EMBEDDINGS

  @SuppressWarnings("ImmutableEnumChecker") // it is, to its last setting
  private final TrainingSpec spec;

  SameModel(TrainingSpec spec) {
    this.spec = spec;
  }

  /** What is trained. */
  TrainingSpec spec() {
    return spec;
  }

  /** Steps in an epoch. */
  int steps() {
    int rows = this == EMBEDDINGS ? ROWS : Flowers.ROWS;
    int batch = spec.batches().of(rows).batchSize();
    return (rows + batch - 1) / batch;
  }

  /** Trains, and gives the model's SHA-256. */
  String train(JavaSparkContext context, int partitions) {
    return train(context, partitions, event -> {});
  }

  /** The same, with a listener. */
  String train(JavaSparkContext context, int partitions, TrainingListener listener) {
    TrainerBuilder builder = Trainer.on(context).listener(listener);
    return (this == EMBEDDINGS
            ? builder.data(categories(context, partitions))
            : builder.data(Flowers.rdd(context, partitions)))
        .build(spec)
        .train()
        .sha256();
  }

  private static JavaPairRDD<Double, Vector> categories(JavaSparkContext context, int partitions) {
    Random random = new Random(5);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double category = random.nextInt(1 << 14);
      rows.add(new Tuple2<>(category % 7, Vectors.dense(category)));
    }
    return context.parallelizePairs(rows, partitions);
  }

  /**
   * The SHA-256 of the model that one core trains in the driver's JVM, of whole gradients. Asked
   * for the first time where no Spark runs.
   */
  String expected() {
    return Objects.requireNonNull(Expected.MODELS.get(this));
  }

  /** All of them are trained when the first is asked for. */
  private static final class Expected {
    static final Map<SameModel, String> MODELS = trained();

    private static Map<SameModel, String> trained() {
      Map<SameModel, String> models = new EnumMap<>(SameModel.class);
      try (JavaSparkContext context =
          Contexts.start("local[1]", Map.of("spark.kindling.touchedRows", "false"))) {
        for (SameModel model : values()) {
          models.put(model, model.train(context, 1));
        }
      }
      return models;
    }
  }
}
