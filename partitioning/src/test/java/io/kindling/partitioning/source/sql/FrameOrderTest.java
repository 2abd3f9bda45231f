package io.kindling.partitioning.source.sql;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a frame's rows, which follows from what stands in them. */
class FrameOrderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 2000;
  private static final StructType SCHEMA =
      new StructType()
          .add("id", "long")
          .add("x", "double")
          .add("word", "string")
          .add("v", DataTypes.createArrayType(DataTypes.DoubleType));

  /** Rows of which some lack values, some are there twice, and ids are there three times. */
  private static List<Row> rows() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < ROWS; i++) {
      @Nullable Double x = i % 11 == 0 ? null : (double) random.nextInt(40);
      @Nullable String word = i % 7 == 0 ? null : "w" + random.nextInt(3);
      rows.add(RowFactory.create(i / 3, x, word, new double[] {random.nextInt(2), i % 2}));
    }
    return rows;
  }

  private static Dataset<Row> frame(int partitions) {
    List<Row> rows = rows();
    Collections.shuffle(rows, new Random(partitions));
    return session().createDataFrame(SPARK.context().parallelize(rows, partitions), SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void anyPartitionsGiveOneOrderOfHashes(int partitions) {
    RawTable one = open(FrameSource.of(frame(1)));
    RawTable several = open(FrameSource.of(frame(partitions)));
    assertEquals(partitions, several.blocks().getNumPartitions());
    assertEquals(Cells.rows(one), Cells.rows(several));
    assertEquals(ROWS, Cells.rows(one).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void anyPartitionsGiveOneOrderOfIds(int partitions) {
    RawTable one = open(byId(frame(1)));
    RawTable several = open(byId(frame(partitions)));
    assertEquals(partitions, several.blocks().getNumPartitions());
    assertEquals(Cells.rows(one), Cells.rows(several));
    assertEquals(
        IntStream.range(0, ROWS).mapToObj(i -> i / 3 + ".0").toList(),
        Cells.rows(several).stream().map(row -> row.substring(0, row.indexOf(','))).toList());
  }

  /** So another version reads the rows of a frame in the order in which this one does. */
  @Test
  void theOrderIsThatOfHashesOfTheColumnsByTheirNames() {
    Dataset<Row> sorted =
        frame(3).orderBy(expr("xxhash64(0, id, v, cast(word as binary), x)")).select("id");
    assertEquals(
        sorted.collectAsList().stream().map(row -> row.getLong(0) + ".0").toList(),
        Cells.rows(open(FrameSource.of(frame(2)))).stream()
            .map(row -> row.substring(0, row.indexOf(',')))
            .toList());
  }

  private static FrameSource byId(Dataset<Row> frame) {
    return FrameSource.of(frame.withColumn("key", frame.col("id"))).orderedBy("key");
  }

  @Test
  void rowsAreSpreadEvenlyOverThePartitions() {
    for (FrameSource source :
        List.of(FrameSource.of(frame(8)), FrameSource.of(frame(8)).orderedBy("id"))) {
      List<Integer> rows =
          open(source)
              .blocks()
              .mapPartitions(
                  blocks -> {
                    int count = 0;
                    while (blocks.hasNext()) {
                      count += blocks.next().rows();
                    }
                    return List.of(count).iterator();
                  })
              .collect();
      assertTrue(Collections.max(rows) < 2 * ROWS / 8, rows.toString());
    }
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments(
            Map.of(
                "spark.sql.adaptive.enabled", "false",
                "spark.sql.ansi.enabled", "false",
                "spark.sql.caseSensitive", "true",
                "spark.sql.sort.enableRadixSort", "false",
                "spark.sql.shuffle.partitions", "1")),
        arguments(
            Map.of(
                "spark.sql.codegen.wholeStage", "true",
                "spark.sql.codegen.factoryMode", "FALLBACK",
                "spark.sql.session.timeZone", "Asia/Tokyo",
                "spark.sql.adaptive.coalescePartitions.parallelismFirst", "false",
                "spark.sql.adaptive.advisoryPartitionSizeInBytes", "1g")));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void noSettingOfTheSessionChangesTheOrder(Map<String, String> settings) {
    SparkSession other = session().newSession();
    settings.forEach((key, value) -> other.conf().set(key, value));
    for (boolean byId : List.of(false, true)) {
      assertEquals(Cells.rows(timed(session(), byId)), Cells.rows(timed(other, byId)));
    }
  }

  private static RawTable timed(SparkSession session, boolean byId) {
    FrameSource rows =
        FrameSource.of(
            session.sql(
                "select timestamp_micros(id * 1000003 % 997) time, id X, id % 3 x,"
                    + " date'2020-02-02' day from range(0, 300, 1, 9)"));
    return open(byId ? rows.orderedBy("time") : rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string(id)",
        "cast(string(id) as binary)",
        "smallint(id) - 6S",
        "id - 6",
        "double(id) / 7 - 1",
        "decimal(id) / 7 - 1",
        "date_add(date'1969-12-28', int(id))",
        "timestamp_micros(id - 6)"
      })
  void idsOfEachTypeAreInTheirOrder(String id) {
    Dataset<Row> frame = session().sql("select " + id + " id, id x from range(0, 300, 1, 9)");
    List<String> expected =
        frame.orderBy("id").collectAsList().stream().map(row -> row.getLong(1) + ".0").toList();
    assertEquals(expected, Cells.rows(open(FrameSource.of(frame).orderedBy("id"))));
  }

  @Test
  void textsAreInTheOrderOfTheirBytesWhateverTheirCollation() {
    Dataset<Row> frame =
        session()
            .sql(
                "select id collate UNICODE_CI id, x from values ('b', 3), ('a', 2), ('B', 1),"
                    + " ('\\uFF61', 4), ('\\uD83D\\uDE00', 5), ('', 0) as t(id, x)");
    assertEquals(
        List.of("0.0", "1.0", "2.0", "3.0", "4.0", "5.0"),
        Cells.rows(open(FrameSource.of(frame).orderedBy("id"))));
  }

  @Test
  void rowsWithoutIdComeFirst() {
    Dataset<Row> frame =
        session().sql("select if(id < 20, id, null) id, id x from range(21)").repartition(3);
    List<String> rows = Cells.rows(open(FrameSource.of(frame).orderedBy("id")));
    assertEquals(List.of("20.0", "0.0", "1.0"), rows.subList(0, 3));
  }

  @Test
  void oneIdForAllIsRead() {
    Dataset<Row> frame = session().sql("select 1 id, id x from range(21)");
    Dataset<Row> other = session().sql("select 1 id, 20 - id x from range(21)").repartition(5);
    assertEquals(
        Cells.rows(open(FrameSource.of(frame).orderedBy("id"))),
        Cells.rows(open(FrameSource.of(other).orderedBy("id"))));
  }

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate();
  }

  private static RawTable open(FrameSource source) {
    return source.open(SPARK.context(), CellRules.NONE);
  }
}
