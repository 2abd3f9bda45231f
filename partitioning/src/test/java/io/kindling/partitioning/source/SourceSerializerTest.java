package io.kindling.partitioning.source;

import static io.kindling.partitioning.testing.IdxWriter.counting;
import static io.kindling.partitioning.testing.IdxWriter.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.IdxWriter;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** Sources under Kryo; the other tests read them under Spark's default serializer. */
class SourceSerializerTest {
  @Test
  void idxFilesAreReadUnderKryo(@TempDir Path folder) {
    String features = IdxWriter.write(folder, "x", file(new int[] {2, 3}, counting(6)));
    String labels = IdxWriter.write(folder, "y", file(new int[] {2}, counting(2)));
    assertEquals(
        List.of("[0.0, 1.0, 2.0] -> 0.0", "[3.0, 4.0, 5.0] -> 1.0"),
        rows(new IdxSource(features, labels)));
  }

  @Test
  void csvFilesAreReadUnderKryo(@TempDir Path folder) {
    String path = CsvFiles.write(folder, "a.csv", "x,label", "1,2", "3,4");
    assertEquals(List.of("[1.0] -> 2.0", "[3.0] -> 4.0"), rows(new CsvSource(path, "label")));
  }

  @Test
  void vectorsAreReadUnderKryo() {
    List<Tuple2<Double, Vector>> vectors =
        List.of(
            new Tuple2<>(1.0, Vectors.dense(0, 2)),
            new Tuple2<>(3.0, Vectors.dense(0, 4).toSparse()));
    List<String> rows =
        LocalSpark.under(
            KryoSerializer.class,
            context ->
                Contents.listOf(
                    new VectorSource(context.parallelizePairs(vectors, 2)).open(context)));
    assertEquals(List.of("[0.0, 2.0] -> 1.0", "[0.0, 4.0] -> 3.0"), rows);
  }

  @Test
  void aBadRowIsNamedUnderKryo(@TempDir Path folder) {
    String path = CsvFiles.write(folder, "a.csv", "x,label", "1,2", "much,4");
    var source = new CsvSource(path, "label");
    var error =
        assertThrows(
            InvalidInputException.class,
            () ->
                LocalSpark.under(
                    KryoSerializer.class, context -> RowScan.count(source.open(context), null)));
    assertEquals(path + ":3: found 'much' in column 'x', expected a number", error.getMessage());
  }

  private static List<String> rows(RowSource source) {
    return LocalSpark.under(KryoSerializer.class, context -> Contents.listOf(source.open(context)));
  }
}
