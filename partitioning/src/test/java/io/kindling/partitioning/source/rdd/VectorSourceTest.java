package io.kindling.partitioning.source.rdd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class VectorSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @Test
  void denseVectorsGiveTheirValues() {
    SourceTable table = open(1, List.of(row(2, 1.5, 0, -3)));
    assertEquals(List.of("[1.5, 0.0, -3.0] -> 2.0"), Contents.listOf(table));
  }

  @Test
  void sparseVectorsGiveTheSameRowsAsDenseOnes() {
    SourceTable dense = open(2, List.of(row(0, 1.5, 0, -3), row(1, 0, 0, 0)));
    SourceTable sparse = open(2, List.of(row(0, sparse(1.5, 0, -3)), row(1, sparse(0, 0, 0))));
    assertEquals(
        "None",
        JavaRDDComparisons.compareRDDWithOrder(Contents.of(dense), Contents.of(sparse)).toString());
  }

  @Test
  void theShapeIsTheSizeOfTheVectors() {
    assertEquals(Shape.vector(3), open(1, List.of(row(0, sparse(0, 0, 1)))).shape());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void anyNumberOfPartitionsGivesTheSameOrder(int partitions) {
    List<Tuple2<Double, Vector>> rows =
        IntStream.range(0, 11).mapToObj(i -> row(i, i * 0.5, -i)).toList();
    assertEquals(
        "None",
        JavaRDDComparisons.compareRDDWithOrder(
                Contents.of(open(1, rows)), Contents.of(open(partitions, rows)))
            .toString());
  }

  @Test
  void anotherSizeIsNamedWithItsRow() {
    assertEquals(
        "the RDD of vectors, partition 1, row 1: found 2 features, expected 3 as in the first row",
        errorOf(open(2, List.of(row(0, 1, 2, 3), row(0, 1, 2, 3), row(0, 1, 2, 3), row(0, 1, 2)))));
  }

  @Test
  void aValueThatIsNotANumberIsNamedWithItsFeature() {
    assertEquals(
        "the RDD of vectors, partition 0, row 1, feature 2: found NaN, expected a finite number",
        errorOf(open(1, List.of(row(0, 1, 2, 3), row(0, 1, 2, Double.NaN)))));
  }

  @Test
  void aLabelOutsideTheClassesIsNamed() {
    assertEquals(
        "the RDD of vectors, partition 0, row 0: found label 3, expected a class from 0 to 2",
        errorOf(open(1, List.of(row(3, 1, 2)))));
  }

  @Test
  void labelsAreNotLookedAtWhereTheyAreNotUsed() {
    assertEquals(1, RowScan.count(open(1, List.of(row(3, 1, 2))), null)[0]);
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
        "the RDD of vectors, row 0: found a vector of size 0, expected at least 1 feature",
        error.getMessage());
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

  private static SourceTable open(int partitions, List<Tuple2<Double, Vector>> rows) {
    return new VectorSource(SPARK.context().parallelizePairs(rows, partitions))
        .open(SPARK.context());
  }

  private static String errorOf(SourceTable table) {
    var error =
        assertThrows(InvalidInputException.class, () -> RowScan.count(table, TargetRange.oneOf(3)));
    return String.valueOf(error.getMessage());
  }
}
