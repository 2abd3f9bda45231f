package io.kindling.partitioning.source.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.FeatureColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** How often a frame is computed, and what becomes of one that is another each time. */
class FrameReadingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;
  private static final String CHANGED =
      "the DataFrame: found other rows than when they were counted, expected the same rows in the"
          + " same order each time they are read";

  /** Counts calls, in this process. */
  private static final AtomicLong CALLS = new AtomicLong();

  @Test
  void aFrameWhoseColumnIsAnotherEachTimeIsRefused() {
    UserDefinedFunction counting =
        udf((UDF1<Long, Long>) x -> CALLS.incrementAndGet(), DataTypes.LongType);
    Dataset<Row> frame = numbers().withColumn("x", counting.asNondeterministic().apply(col("id")));
    assertEquals(CHANGED, errorOf(FrameSource.of(frame)));
    assertEquals(CHANGED, errorOf(FrameSource.of(frame).orderedBy("id")));
  }

  @Test
  void aFrameOfAnRddWhoseRowsAreOthersEachTimeIsRefused() {
    var rows =
        SPARK
            .context()
            .parallelize(LongStream.range(0, ROWS).boxed().toList(), 3)
            .map(i -> RowFactory.create(i % 2, CALLS.incrementAndGet()));
    StructType schema = new StructType().add("label", "long").add("x", "long");
    assertEquals(CHANGED, errorOf(FrameSource.of(session().createDataFrame(rows, schema))));
  }

  /** Its function says of itself that it gives the same each time, so it is not called twice. */
  @Test
  void aLostBlockOfAFrameThatBreaksItsPromiseIsNoticed() {
    UserDefinedFunction counting =
        udf((UDF1<Long, Long>) x -> CALLS.incrementAndGet(), DataTypes.LongType);
    Dataset<Row> frame = numbers().withColumn("x", counting.apply(col("id")));
    ReadTable table = read(FrameSource.of(frame));
    RowCount count = RowCount.of(table, null, false, false);
    table.close();
    loseShuffles();
    ShardAssignment all = ShardAssignment.all(ROWS, 7, 4);
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> ShardedData.pack("rows", table, count, all, 2).close());
    assertEquals(CHANGED, error.getMessage());
  }

  /** As when executors die on which the files lie. */
  private static void loseShuffles() {
    MapOutputTrackerMaster shuffles = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    for (Object shuffle :
        List.copyOf(CollectionConverters.asJava(shuffles.shuffleStatuses().keySet()))) {
      shuffles.unregisterAllMapAndMergeOutput((int) shuffle);
    }
  }

  @Test
  void aFrameOfRepeatableRowsIsComputedOnce() {
    assertEquals(ROWS, computed(numbers().coalesce(3), false));
  }

  @Test
  void anArrayInItHasItComputedNoMoreThanThat() {
    assertEquals(
        ROWS,
        computed(numbers().withColumn("v", org.apache.spark.sql.functions.array("id")), false));
  }

  @Test
  void aFrameOfAnRddIsComputedTwice() {
    Dataset<Row> numbers = numbers();
    Dataset<Row> frame = session().createDataFrame(numbers.javaRDD(), numbers.schema());
    assertEquals(2 * ROWS, computed(frame, false));
  }

  /** The sample of ids needs none of the other columns. */
  @Test
  void theSampleOfIdsDoesNotComputeWhatIsNotAsked() {
    assertEquals(ROWS, computed(numbers(), true));
  }

  /** How many rows a frame computes while it is read. */
  private static long computed(Dataset<Row> frame, boolean byId) {
    LongAccumulator rows = SPARK.context().sc().longAccumulator();
    UserDefinedFunction counting =
        udf(
            (UDF1<Long, Long>)
                x -> {
                  rows.add(1);
                  return x;
                },
            DataTypes.LongType);
    FrameSource source = FrameSource.of(frame.withColumn("counted", counting.apply(col("id"))));
    read(byId ? source.orderedBy("id") : source).close();
    return rows.value();
  }

  static Stream<Arguments> plans() {
    Dataset<Row> numbers = numbers();
    session()
        .createDataFrame(numbers.javaRDD(), numbers.schema())
        .createOrReplaceTempView("of_an_rdd");
    return Stream.of(
        arguments("a range", true, numbers),
        arguments("values", true, session().sql("select * from values (1), (2) as t(x)")),
        arguments("one row", true, session().sql("select 1 as x")),
        arguments("a join", true, numbers.join(numbers.withColumnRenamed("label", "l"), "id")),
        arguments(
            "a window",
            true,
            session().sql("select sum(id) over (partition by id % 3 order by id) s from range(9)")),
        arguments(
            "a query with a name",
            true,
            session()
                .sql(
                    "with t as (select id from range(9)) select a.id from t a join t b using (id)")),
        arguments(
            "a subquery",
            true,
            session().sql("select id from range(9) where id < (select max(id) from range(3))")),
        arguments("random numbers", false, session().sql("select rand(1) as x")),
        arguments(
            "random numbers within",
            false,
            session()
                .sql(
                    "select id from range(9) where id < (select max(x) from (select rand(3) x from range(3)))")),
        arguments(
            "an RDD in a subquery",
            false,
            session().sql("select id from range(9) where id < (select max(id) from of_an_rdd)")),
        arguments("an RDD", false, session().createDataFrame(numbers.javaRDD(), numbers.schema())),
        arguments(
            "an RDD within",
            false,
            numbers.union(session().createDataFrame(numbers.javaRDD(), numbers.schema()))),
        arguments(
            "a function of objects",
            false,
            numbers
                .filter((FilterFunction<Row>) row -> true)
                .map(
                    (org.apache.spark.api.java.function.MapFunction<Row, Long>)
                        row -> row.getLong(0),
                    org.apache.spark.sql.Encoders.LONG())
                .toDF()),
        arguments(
            "a cached frame of random numbers", true, session().sql("select rand(2) x").cache()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("plans")
  void aPlanTellsWhetherItIsToBeComputedTwice(String name, boolean once, Dataset<Row> frame) {
    assertEquals(once, FramePlan.of(frame).isRepeatable(), name);
  }

  @Test
  void filesAreNotComputedTwice(@TempDir Path folder) {
    for (String format : List.of("parquet", "orc", "json", "csv")) {
      String path = folder.resolve(format).toString();
      numbers().write().format(format).save(path);
      assertEquals(
          true, FramePlan.of(session().read().format(format).load(path)).isRepeatable(), format);
    }
  }

  private static Dataset<Row> numbers() {
    return session().sql("select id, id % 2 as label from range(" + ROWS + ")");
  }

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate();
  }

  private static ReadTable read(RowSource source) {
    return TableReader.read(SPARK.context(), source, FeatureColumns.AS_FOUND, Use.LABELLED);
  }

  private static String errorOf(RowSource source) {
    var error = assertThrows(InvalidInputException.class, () -> read(source).close());
    return Objects.requireNonNull(error.getMessage());
  }
}
