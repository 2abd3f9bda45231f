package io.kindling.partitioning.source.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.NumberSigns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrameSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @Test
  void cellsAreWhatTheirColumnsHold() {
    Dataset<Row> frame =
        sql(
            "select * from values (1, 1, 2L, 3S, 4Y, 0.5F, 0.25D, 12.50, true, 'red',"
                + " date'2024-02-29', timestamp'2001-02-03 04:05:06.5Z',"
                + " timestamp_ntz'2001-02-03 04:05:06'),"
                + " (2, null, null, null, null, null, null, null, null, null, null, null, null)"
                + " as t(id, i, l, s, b, f, d, c, t, w, day, time, ntz)");
    assertEquals(
        List.of(
            "1.0, 2.0, 3.0, 4.0, 0.5, 0.25, 12.5, true, red, 2024-02-29,"
                + " 2001-02-03T04:05:06.500Z, 2001-02-03T04:05:06",
            "NaN, NaN, NaN, NaN, NaN, NaN, NaN, missing, missing, missing, missing, missing"),
        Cells.rows(open(FrameSource.of(frame).orderedBy("id"))));
  }

  @Test
  void textsThatAreNumbersAreReadAsThoseThatAModelWasTrainedOn() {
    Dataset<Row> frame = sql("select '1.234,5' x, '1,5' y, 2.5D z");
    NumberNotation commas =
        new NumberNotation(Optional.of(new NumberSigns(',', '.', true)), Map.of());
    CellRules numbers = CellRules.of(Map.of("x", CellType.NUMBER, "y", CellType.NUMBER));
    RawTable table = FrameSource.of(frame).open(SPARK.context(), numbers.withNotation(commas));
    assertEquals(List.of("1234.5, 1.5, 2.5"), Cells.rows(table));
  }

  @Test
  void arraysOfOneLengthAreVectorsOrBytes() {
    RawTable table =
        open(
            sql(
                "select array(1.5D, 2D) v, array(1, 2, 3) w, X'00FF' b, array(1Y, -1Y) c,"
                    + " named_struct('type', 0Y, 'size', 3, 'indices', array(1), 'values',"
                    + " array(4D)) s"));
    assertEquals(
        List.of("v VECTOR 2", "w VECTOR 3", "b BYTES 2", "c BYTES 2", "s SPARSE 3"),
        Cells.columns(table));
    assertEquals(
        List.of("[1.5, 2.0], [1.0, 2.0, 3.0], [0 255], [1 255], {1=4.0}"), Cells.rows(table));
  }

  @Test
  void vectorsOfAUsersTypeAreReadAsTheyAreStored() {
    StructType schema = new StructType().add("v", new StoredVector()).add("id", "int");
    Dataset<Row> frame =
        session()
            .createDataFrame(
                List.of(
                    RowFactory.create(new double[] {3, 4}, 1),
                    RowFactory.create(new double[] {1, 2}, 0)),
                schema);
    RawTable table = open(FrameSource.of(frame).orderedBy("id"));
    assertEquals(List.of("v VECTOR 2"), Cells.columns(table));
    assertEquals(List.of("[1.0, 2.0]", "[3.0, 4.0]"), Cells.rows(table));
  }

  @Test
  void declaredTypesComeBeforeThoseOfTheFrame() {
    Dataset<Row> frame =
        sql("select 9007199254740993L n, '7' digit, true flag, map(1, 2) other, 3 m");
    assertEquals(
        List.of("9007199254740993, 7.0, 1.0, skipped, 3"),
        Cells.rows(
            open(
                FrameSource.of(frame),
                Map.of(
                    "n", CellType.TEXT,
                    "digit", CellType.NUMBER,
                    "flag", CellType.NUMBER,
                    "other", CellType.SKIPPED,
                    "m", CellType.TEXT))));
  }

  @Test
  void theIdIsNoColumn() {
    assertEquals(
        List.of("x NUMBER 1", "y NUMBER 1"),
        Cells.columns(open(FrameSource.of(sql("select 1 x, 2 id, 3 y")).orderedBy("id"))));
  }

  @Test
  void namesMayHoldDotsAndBackticksAndDifferByTheirCase() {
    RawTable table =
        open(
            FrameSource.of(sql("select 1 `a.b`, 2 `c``d`, 3 `x`, 4 `X`, 5 `c0`, 6 `hash`, 7 `id`"))
                .orderedBy("a.b"));
    assertEquals(
        List.of(
            "c`d NUMBER 1",
            "x NUMBER 1",
            "X NUMBER 1",
            "c0 NUMBER 1",
            "hash NUMBER 1",
            "id NUMBER 1"),
        Cells.columns(table));
    assertEquals(List.of("2.0, 3.0, 4.0, 5.0, 6.0, 7.0"), Cells.rows(table));
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    assertEquals(
        "the DataFrame: found the column 'x' twice, expected names that differ",
        errorOf(FrameSource.of(sql("select 1 x, 2 x"))));
  }

  @Test
  void anIdThatIsNotThereIsRefusedWithTheOnesThatAre() {
    assertEquals(
        "the DataFrame: found no column 'Id', whose order is to be that of the rows, expected"
            + " 'id' (nearest), of: id, x",
        errorOf(FrameSource.of(sql("select 1 id, 2 x")).orderedBy("Id")));
  }

  @Test
  void anIdOfATypeWithoutOrderIsRefused() {
    assertEquals(
        "the DataFrame: found the column 'id' of array<int>, whose order is to be that of the rows,"
            + " expected numbers, texts, binary values, dates or timestamps",
        errorOf(FrameSource.of(sql("select array(1) id, 2 x")).orderedBy("id")));
  }

  @Test
  void columnsOfNoUseAreNamed() {
    assertEquals(
        "the DataFrame: found the column 'm' of map<int,int>, expected numbers, texts, booleans,"
            + " dates, times, or arrays of numbers; or the column ignored",
        errorOf(FrameSource.of(sql("select map(1, 2) as m"))));
  }

  @Test
  void aFrameWithoutRowsIsRefusedWhereItHasArrays() {
    assertEquals(
        "the DataFrame: found no rows, expected at least 1",
        errorOf(FrameSource.of(sql("select array(id) x from range(0)"))));
  }

  @Test
  void aStreamIsRefused() {
    assertEquals(
        "the DataFrame: found a stream, expected rows that end",
        errorOf(FrameSource.of(session().readStream().format("rate").load())));
  }

  @Test
  void aRowThatCannotBeReadIsNamedByItsId() {
    Dataset<Row> frame =
        sql(
            "select concat('k', id) name, if(id = 17, array(1, 2, 3), array(1, 2)) x from range(40)");
    assertEquals(
        "the DataFrame, row with name k17: found 3 values in the column 'x', expected 2 as in the"
            + " first row",
        Cells.error(open(FrameSource.of(frame).orderedBy("name"))));
  }

  @Test
  void aRowWithoutIdIsNamedByItsFirstValues() {
    Dataset<Row> frame =
        sql(
            "select id a, if(id = 17, array(1), array(1, 2)) x, if(id = 17, null, 'w') b, id / 4 c,"
                + " 1 d, 2 e, 3 f from range(400)");
    assertEquals(
        "the DataFrame, row with a 17, b null, c 4.25, d 1, e 2 …: found 1 values in the column"
            + " 'x', expected 2 as in the first row",
        Cells.error(open(frame)));
  }

  @Test
  void everyRowIsFoundAgainByItsPlace() {
    Dataset<Row> frame = sql("select id, id % 5 x from range(30)").repartition(7);
    assertEquals(
        Stream.iterate(0, i -> i + 1)
            .limit(30)
            .map(i -> "the DataFrame, row with id " + i)
            .toList(),
        Cells.places(open(FrameSource.of(frame).orderedBy("id"))));
  }

  @Test
  void negativeZerosAreZeros() {
    Dataset<Row> frame =
        sql(
            "select double('-0') d, float('-0') f, array(double('-0'), 1D) v, 1 as id"
                + " union all select 0D, 0F, array(0D, 1D), 1");
    assertEquals(
        List.of("0.0, 0.0, [0.0, 1.0]", "0.0, 0.0, [0.0, 1.0]"),
        Cells.rows(open(FrameSource.of(frame).orderedBy("id"))));
  }

  @Test
  void numbersThatFloatsCannotHoldAreTold() {
    assertEquals(
        List.of("'1.0E39', 'Infinity'"),
        Cells.rows(open(sql("select 1e39D as x, double('Infinity') as y"))));
  }

  @Test
  void neitherTheOrderOfColumnsNorThoseThatAreNotReadMatter() {
    List<String> expected = Cells.rows(open(sql("select id x, id % 7 y from range(50)")));
    assertEquals(
        expected,
        Cells.rows(open(sql("select id % 7 y, id x from range(50)"))).stream()
            .map(row -> row.replaceAll("(.*), (.*)", "$2, $1"))
            .toList());
    assertEquals(
        expected,
        Cells.rows(
                open(
                    FrameSource.of(sql("select id x, id % 7 y, -id z from range(50)")),
                    Map.of("z", CellType.SKIPPED)))
            .stream()
            .map(row -> row.replace(", skipped", ""))
            .toList());
  }

  @Test
  void numbersOfSeveralTypesAreInOneOrder() {
    List<String> expected = Cells.rows(open(sql("select id x, double(id) y from range(50)")));
    assertEquals(expected, Cells.rows(open(sql("select int(id) x, float(id) y from range(50)"))));
    assertEquals(
        expected, Cells.rows(open(sql("select tinyint(id) x, double(id) y from range(50)"))));
  }

  /** Spark's hash passes nulls over: these would be in the order of their arrival. */
  @Test
  void rowsThatDifferByWhereANullIsHaveAnOrder() {
    String forth = "select null as x, 1 as y union all select 1, null";
    String back = "select 1 as x, null as y union all select null, 1";
    assertEquals(Cells.rows(open(sql(forth))), Cells.rows(open(sql(back))));
  }

  @Test
  void textsThatACollationTakesForTheSameHaveAnOrder() {
    assertEquals(
        List.of("A", "a"), Cells.rows(open(FrameSource.of(collated("a", "A")).orderedBy("id"))));
    assertEquals(
        List.of("A", "a"), Cells.rows(open(FrameSource.of(collated("A", "a")).orderedBy("id"))));
  }

  private static Dataset<Row> collated(String first, String second) {
    return sql(
        "select 1 id, x collate UTF8_LCASE x from values ('%s'), ('%s') as t(x)"
            .formatted(first, second));
  }

  @Test
  void withoutAnIdTheOrderIsNotThatOfTheRows() {
    List<String> rows = Cells.rows(open(sql("select id x from range(100)").coalesce(1)));
    assertEquals(100, rows.size());
    assertNotEquals(rows.stream().sorted().toList(), rows);
  }

  @Test
  void aCachedFrameIsRead() {
    Dataset<Row> frame = sql("select id x from range(10)").cache();
    assertEquals(10, Cells.rows(open(frame)).size());
    assertTrue(FramePlan.of(frame).isRepeatable(), "not repeatable");
    frame.unpersist();
  }

  static Dataset<Row> sql(String query) {
    return session().sql(query);
  }

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate();
  }

  private static RawTable open(Dataset<Row> frame) {
    return open(FrameSource.of(frame));
  }

  private static RawTable open(FrameSource source) {
    return open(source, Map.of());
  }

  private static RawTable open(FrameSource source, Map<String, CellType> types) {
    return source.open(SPARK.context(), CellRules.of(types));
  }

  private static String errorOf(FrameSource source) {
    var error = assertThrows(InvalidInputException.class, () -> open(source));
    return String.valueOf(error.getMessage());
  }
}
