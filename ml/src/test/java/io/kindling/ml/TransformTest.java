package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a model adds to a DataFrame. */
class TransformTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static NeuralNetworkClassificationModel model;

  @BeforeAll
  static void fit() {
    model = new NeuralNetworkClassifier().setMaxIter(2).setIdCol("id").fit(points());
  }

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static Dataset<Row> withoutFeaturesOfTheFirst() {
    return points().withColumn("features", functions.expr("if(id = 0, null, features)"));
  }

  private NeuralNetworkClassificationModel handling(String invalid) {
    return model.copy(ParamMap.empty()).setHandleInvalid(invalid);
  }

  @Test
  void aSchemaIsKnownBeforeAnyRowIsWithTheNumberOfClasses() {
    Dataset<Row> scored = model.transform(points());
    assertEquals(scored.schema(), model.transformSchema(points().schema()));
    assertEquals(3, AttributeGroup.fromStructField(scored.schema().apply("probability")).size());
  }

  @Test
  void noJobStartsBeforeRowsAreAskedFor() throws TimeoutException {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.incrementAndGet();
          }
        };
    Dataset<Row> rows = points();
    SPARK.get().sparkContext().listenerBus().waitUntilEmpty();
    SPARK.get().sparkContext().addSparkListener(counter);
    try {
      Dataset<Row> scored = model.transform(rows);
      SPARK.get().sparkContext().listenerBus().waitUntilEmpty();
      assertEquals(0, jobs.get());
      scored.collectAsList();
      SPARK.get().sparkContext().listenerBus().waitUntilEmpty();
      assertTrue(jobs.get() > 0);
    } finally {
      SPARK.get().sparkContext().removeSparkListener(counter);
    }
  }

  /** Broadcasts are numbered in their order. */
  @Test
  void allTransformsOfASessionSendTheModelOnce() {
    model.transform(points());
    Dataset<Row> rows = points();
    long before = newBroadcast();
    model.transform(rows);
    handling("keep").transform(rows);
    assertEquals(1, newBroadcast() - before);
  }

  private static long newBroadcast() {
    return JavaSparkContext.fromSparkContext(SPARK.get().sparkContext()).broadcast(1).id();
  }

  @Test
  void aColumnThatIsThereIsNotReplaced() {
    Dataset<Row> rows = points().withColumn("prediction", functions.lit(1));
    assertEquals(
        "the DataFrame: found the column 'prediction', expected none of this name, which is to be"
            + " added",
        assertThrows(InvalidInputException.class, () -> model.transform(rows)).getMessage());
  }

  @Test
  void aRowWithoutFeaturesIsAnErrorThatNamesTheColumn() {
    Dataset<Row> scored = handling("error").transform(withoutFeaturesOfTheFirst());
    Exception thrown = assertThrows(Exception.class, scored::collectAsList);
    Throwable cause = thrown;
    while (cause.getCause() != null && !(cause instanceof InvalidInputException)) {
      cause = cause.getCause();
    }
    assertTrue(String.valueOf(cause.getMessage()).contains("'features'"), thrown.toString());
    assertTrue(thrown instanceof SparkException, thrown.toString());
  }

  @Test
  void aRowWithoutFeaturesIsSkipped() {
    assertEquals(Points.COUNT - 1, handling("skip").transform(withoutFeaturesOfTheFirst()).count());
  }

  @Test
  void aRowWithoutFeaturesIsKeptWithoutAPrediction() {
    Row first = handling("keep").transform(withoutFeaturesOfTheFirst()).where("id = 0").head();
    assertTrue(Double.isNaN(first.<Double>getAs("prediction")));
    assertTrue(Double.isNaN(first.<Vector>getAs("probability").apply(0)));
  }

  @Test
  void filesAreScoredWhileTheyArrive(@TempDir Path folder)
      throws TimeoutException, StreamingQueryException {
    String in = folder.resolve("in").toString();
    points().where("id < 100").write().parquet(in);
    StreamingQuery query =
        model
            .transform(SPARK.get().readStream().schema(points().schema()).parquet(in))
            .select("id", "probability", "prediction")
            .writeStream()
            .format("memory")
            .queryName("scored")
            .start();
    try {
      query.processAllAvailable();
      assertEquals(100, SPARK.get().table("scored").count());
      points().where("id >= 100").write().mode("append").parquet(in);
      query.processAllAvailable();
    } finally {
      query.stop();
    }
    List<Row> expected =
        model
            .transform(points())
            .orderBy("id")
            .select("id", "probability", "prediction")
            .collectAsList();
    assertEquals(expected, SPARK.get().table("scored").orderBy("id").collectAsList());
  }
}
