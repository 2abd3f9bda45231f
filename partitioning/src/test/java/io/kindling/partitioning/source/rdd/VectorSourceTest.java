package io.kindling.partitioning.source.rdd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class VectorSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  /** How often a row was read, by tasks in this process. */
  private static final AtomicInteger READS = new AtomicInteger();

  @Test
  void denseVectorsGiveTheirValues() {
    RawTable table = open(1, List.of(row(2, 1.5, 0, -3), row(1, sparse(0, 0, 7))));
    assertEquals(List.of("[1.5, 0.0, -3.0], 2.0", "[0.0, 0.0, 7.0], 1.0"), Cells.rows(table));
  }

  @Test
  void sparseVectorsStaySparseAndDenseOnesAmongThemBecomeSo() {
    RawTable table = open(2, List.of(row(0, sparse(1.5, 0, -3)), row(1, 0, 0, 4)));
    assertEquals(List.of("{0=1.5 2=-3.0}, 0.0", "{2=4.0}, 1.0"), Cells.rows(table));
  }

  @Test
  void zerosThatASparseVectorHoldsAreLeftOut() {
    Vector vector = Vectors.sparse(3, new int[] {0, 2}, new double[] {0, 5});
    assertEquals(List.of("{2=5.0}, 0.0"), Cells.rows(open(1, List.of(row(0, vector)))));
  }

  @Test
  void theColumnsAreFeaturesOfTheSizeOfTheVectorsAndTheLabel() {
    assertEquals(
        List.of("features SPARSE 3", "label NUMBER 1"),
        Cells.columns(open(1, List.of(row(0, sparse(0, 0, 1))))));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void anyNumberOfPartitionsGivesTheSameOrder(int partitions) {
    List<Tuple2<Double, Vector>> rows =
        IntStream.range(0, 11).mapToObj(i -> row(i, i * 0.5, -i)).toList();
    assertEquals(Cells.rows(open(1, rows)), Cells.rows(open(partitions, rows)));
  }

  @Test
  void whatIsNoNumberIsLeftToThoseWhoKnowWhatItIsFor() {
    assertEquals(
        List.of("[NaN, Infinity], NaN"),
        Cells.rows(open(1, List.of(row(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY)))));
  }

  @Test
  void anotherSizeIsNamedWithItsRow() {
    assertEquals(
        "the RDD of vectors, partition 1, row 1: found 2 features, expected 3 as in the first row",
        errorOf(open(2, List.of(row(0, 1, 2, 3), row(0, 1, 2, 3), row(0, 1, 2, 3), row(0, 1, 2)))));
  }

  @Test
  void anEmptyRddIsRefused() {
    var error = assertThrows(InvalidInputException.class, () -> open(2, List.of()));
    assertEquals("the RDD of vectors: found no rows, expected at least 1", error.getMessage());
  }

  @Test
  void vectorsOfSizeZeroAreRefused() {
    var error = assertThrows(InvalidInputException.class, () -> open(1, List.of(row(0))));
    assertEquals(
        "the RDD of vectors, partition 0, row 0: found a vector of size 0, expected at least 1 feature",
        error.getMessage());
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
        arguments(null, "found null, expected a label and a vector"),
        arguments(new Tuple2<>(1.0, null), "found null in place of the vector, expected a vector"),
        arguments(
            new Tuple2<>(null, Vectors.dense(1, 2)),
            "found null in place of the label, expected a number"),
        arguments(
            row(0, 1, 1e39), "found 1.0E39 as feature 1, expected a number from -3.4e38 to 3.4e38"),
        arguments(
            row(-1e39, 1, 2), "found label -1.0E39, expected a number from -3.4e38 to 3.4e38"));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void aRowThatIsNoneIsNamedWithItsPartition(@Nullable Tuple2<Double, Vector> bad, String error) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.add(i == 7 ? bad : row(0, 1, 2));
    }
    assertEquals("the RDD of vectors, partition 1, row 3: " + error, errorOf(open(2, rows)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void aFirstRowThatIsNoneIsNamedWithItsPartition(
      @Nullable Tuple2<Double, Vector> bad, String error) {
    JavaPairRDD<Double, Vector> rows =
        JavaPairRDD.fromJavaRDD(
            SPARK
                .context()
                .parallelize(List.of(0, 1, 2), 3)
                .mapPartitionsWithIndex(
                    (partition, one) ->
                        partition == 1
                            ? Arrays.asList(bad, row(0, 1, 2)).iterator()
                            : Collections.emptyIterator(),
                    true));
    var thrown =
        assertThrows(
            InvalidInputException.class,
            () -> new VectorSource(rows).open(SPARK.context(), CellRules.NONE));
    assertEquals("the RDD of vectors, partition 1, row 0: " + error, thrown.getMessage());
  }

  @Test
  void aFirstRowThatIsNoneIsNamedThoughItIsAnotherOneTheNextTime() {
    READS.set(0);
    JavaPairRDD<Double, Vector> rows =
        JavaPairRDD.fromJavaRDD(
            SPARK
                .context()
                .parallelize(List.of(0), 1)
                .map(one -> READS.getAndIncrement() == 0 ? null : row(0, 1, 2)));
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> new VectorSource(rows).open(SPARK.context(), CellRules.NONE));
    assertEquals(
        "the RDD of vectors, partition 0, row 0: found null, expected a label and a vector",
        error.getMessage());
  }

  @Test
  void partitionsWithoutRowsMayComeFirst() {
    assertEquals(List.of("[1.0, 2.0], 0.0"), Cells.rows(open(8, List.of(row(0, 1, 2)))));
  }

  private static Tuple2<Double, Vector> row(double label, double... values) {
    return new Tuple2<>(label, Vectors.dense(values));
  }

  private static Tuple2<Double, Vector> row(double label, Vector vector) {
    return new Tuple2<>(label, vector);
  }

  private static Vector sparse(double... values) {
    return Vectors.dense(values).toSparse();
  }

  private static RawTable open(int partitions, List<Tuple2<Double, Vector>> rows) {
    return new VectorSource(SPARK.context().parallelizePairs(rows, partitions))
        .open(SPARK.context(), CellRules.NONE);
  }

  private static String errorOf(RawTable table) {
    return Cells.error(table);
  }
}
