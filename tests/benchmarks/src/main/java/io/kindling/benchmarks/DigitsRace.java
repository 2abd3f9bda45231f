package io.kindling.benchmarks;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.schedule.Cosine;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.table.ByteChunk;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How long 784-128-10 takes to learn MNIST, by local steps and by MLlib's own classifier. */
final class DigitsRace {
  private static final int BATCH = 128;
  private static final int SHARDS = 2;
  private static final int LOCAL_STEPS = 157;
  private static final int EPOCHS = 2;
  private static final double RATE = 0.012;
  private static final int MLLIB_ITERATIONS = 100;

  private final JavaSparkContext context;
  private final IdxSource train;
  private final IdxSource test;

  /**
   * @param folder holds the four files of MNIST, compressed
   */
  DigitsRace(JavaSparkContext context, Path folder) {
    this.context = context;
    this.train = DigitFiles.read(folder, "train");
    this.test = DigitFiles.read(folder, "t10k");
  }

  /** By local steps: medians of trainings with different seeds, after one that does not count. */
  Map<String, Object> localSteps(int repeats) {
    List<Double> seconds = new ArrayList<>();
    List<Double> accuracies = new ArrayList<>();
    for (int seed = 0; seed <= repeats; seed++) {
      List<TrainingEvent.EpochCompleted> epochs = new ArrayList<>();
      Trainer.on(context)
          .data(TrainingData.of(train, test))
          .listener(
              event -> {
                if (event instanceof TrainingEvent.EpochCompleted epoch) {
                  epochs.add(epoch);
                }
              })
          .build(spec(seed))
          .train();
      if (seed > 0) {
        seconds.add(epochs.stream().mapToDouble(TrainingEvent.EpochCompleted::seconds).sum());
        accuracies.add(epochs.get(EPOCHS - 1).validation().orElseThrow().get("accuracy"));
      }
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", "784-128-10 on MNIST, local steps");
    line.put("batch", BATCH);
    line.put("shards", SHARDS);
    line.put("local_steps", LOCAL_STEPS);
    line.put("epochs", EPOCHS);
    line.put("test_accuracy", median(accuracies));
    line.put("training_seconds", median(seconds));
    line.put("all_seconds", seconds);
    line.put("all_accuracies", accuracies);
    return line;
  }

  private static TrainingSpec spec(long seed) {
    return TrainingSpec.builder(
            NetworkSpec.of(new Dense(128, new HeNormal()), new Relu(), new Dense(10)),
            new SoftmaxCrossEntropy())
        .optimizer(new Adam(new Cosine(RATE, 0, 0, 0), 0.9, 0.99, 1e-8, false, 0))
        .sync(new LocalSteps(LOCAL_STEPS))
        .scale(ScaleMode.UNIT)
        .epochs(EPOCHS)
        .batchSize(BATCH)
        .shards(SHARDS)
        .seed(seed)
        .build();
  }

  /** By MLlib's multilayer perceptron, which has sigmoids and L-BFGS, with the same native BLAS. */
  Map<String, Object> mllib() {
    System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", Blas.get().description().file());
    SparkSession session = SparkSession.builder().config(context.getConf()).getOrCreate();
    Dataset<Row> rows = frame(session, train).cache();
    rows.count();
    MultilayerPerceptronClassifier classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {784, 128, 10})
            .setMaxIter(MLLIB_ITERATIONS)
            .setSeed(1);
    long start = System.nanoTime();
    MultilayerPerceptronClassificationModel model = classifier.fit(rows);
    double seconds = (System.nanoTime() - start) / 1e9;
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .evaluate(model.transform(frame(session, test)));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", "784-128-10 on MNIST, MLlib's MultilayerPerceptronClassifier");
    line.put("iterations", MLLIB_ITERATIONS);
    line.put("test_accuracy", accuracy);
    line.put("training_seconds", seconds);
    return line;
  }

  private Dataset<Row> frame(SparkSession session, IdxSource source) {
    StructType columns =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return session.createDataFrame(
        source
            .open(context, CellRules.NONE)
            .blocks()
            .flatMap(block -> rows(block).iterator())
            .repartition(context.defaultParallelism()),
        columns);
  }

  private static List<Row> rows(RawBlock block) {
    ByteChunk images = (ByteChunk) block.column(0);
    NumberChunk labels = (NumberChunk) block.column(1);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < block.rows(); row++) {
      double[] pixels = new double[images.width()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (images.values()[row * pixels.length + i] & 0xff) / 255f;
      }
      rows.add(RowFactory.create(labels.number(row), Vectors.dense(pixels).compressed()));
    }
    return rows;
  }

  private static double median(List<Double> values) {
    return Medians.of(values.stream().mapToDouble(value -> value).toArray());
  }
}
