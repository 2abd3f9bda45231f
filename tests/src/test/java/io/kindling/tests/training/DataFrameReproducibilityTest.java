package io.kindling.tests.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.driver.training.Trainer;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.sql.FrameSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.Tuple2;

/** The model of a DataFrame depends on its rows, not on what Spark made of them before. */
class DataFrameReproducibilityTest {
  private static final int[] SEVERAL = {3, 8};

  /** How the features lie in a frame. */
  enum Form {
    COLUMNS,
    VECTORS;

    Dataset<Row> of(Dataset<Row> columns) {
      if (this == COLUMNS) {
        return columns;
      }
      Column[] features =
          IntStream.range(0, Flowers.FEATURES).mapToObj(i -> col("f" + i)).toArray(Column[]::new);
      return columns.select(col("place"), col("kind"), array(features).as("features"));
    }
  }

  @BeforeAll
  static void trainOnOneCore() {
    SameModel.FLOWERS.expected(); // there is one context in a JVM at a time
  }

  /** The files of {@link ReproducibilityTest}, and its RDD, give this one, too. */
  @Test
  void rowsInTheOrderOfTheirIdGiveTheModelOfTheSameRowsInAFile() {
    assertModelOfTheFile(Form.COLUMNS);
  }

  @Test
  @Tag("matrix")
  void vectorsInTheOrderOfTheirIdGiveTheModelOfTheSameRowsInAFile() {
    assertModelOfTheFile(Form.VECTORS);
  }

  private static void assertModelOfTheFile(Form form) {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      for (int partitions : SEVERAL) {
        FrameSource rows = FrameSource.of(form.of(frame(context, partitions))).orderedBy("place");
        assertEquals(
            SameModel.FLOWERS.expected(),
            train(context, rows.labelled("kind")),
            partitions + " partitions");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutIdGiveOneModelForAnyPartitions(Form form) {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      String expected = train(context, form.of(frame(context, 1)).drop("place"));
      assertNotEquals(SameModel.FLOWERS.expected(), expected);
      for (int partitions : SEVERAL) {
        assertEquals(
            expected,
            train(context, form.of(frame(context, partitions)).drop("place")),
            partitions + " partitions");
      }
    }
  }

  /** Rows in any order, each with the place that it has in the files. */
  private static Dataset<Row> frame(JavaSparkContext context, int partitions) {
    StructType schema = new StructType().add("place", "int").add("kind", "double");
    for (int i = 0; i < Flowers.FEATURES; i++) {
      schema = schema.add("f" + i, DataTypes.DoubleType);
    }
    List<Row> rows = new ArrayList<>();
    for (Tuple2<Double, Vector> flower : Flowers.rows()) {
      List<Object> cells = new ArrayList<>(List.of(rows.size(), flower._1()));
      for (double feature : flower._2().toArray()) {
        cells.add(feature);
      }
      rows.add(RowFactory.create(cells.toArray()));
    }
    Collections.shuffle(rows, new Random(partitions));
    return session(context).createDataFrame(context.parallelize(rows, partitions), schema);
  }

  private static SparkSession session(JavaSparkContext context) {
    return SparkSession.builder().sparkContext(context.sc()).getOrCreate();
  }

  private static String train(JavaSparkContext context, RowSource rows) {
    return Trainer.on(context).data(rows).build(Flowers.spec(8, 1)).train().sha256();
  }

  private static String train(JavaSparkContext context, Dataset<Row> rows) {
    return Trainer.on(session(context))
        .data(rows, "kind")
        .build(Flowers.spec(8, 1))
        .train()
        .sha256();
  }
}
