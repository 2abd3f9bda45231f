package io.kindling.partitioning.source.rdd;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * An RDD of (label, vector), dense or sparse, as MLlib's users have it. The rows' global order is
 * that of the RDD, partition after partition: it must be the same each time the RDD is computed.
 * How many partitions there are does not matter.
 *
 * @param rows labels and vectors, all of one size
 */
public record VectorSource(JavaPairRDD<Double, Vector> rows) implements RowSource {
  private static final String NAME = "the RDD of vectors";

  @Override
  public SourceTable open(JavaSparkContext context, FeatureColumns declared) {
    List<Tuple2<Double, Vector>> first = rows.take(1);
    if (first.isEmpty()) {
      throw InvalidInputException.at(NAME, "no rows", "at least 1");
    }
    int features = first.get(0)._2().size();
    if (features == 0) {
      throw InvalidInputException.at(NAME + ", row 0", "a vector of size 0", "at least 1 feature");
    }
    return new SourceTable(
        NAME,
        Shape.vector(features),
        Storage.FLOAT32,
        JavaRDD.fromRDD(rows.rdd(), rows.classTag()).mapPartitionsWithIndex(new ToRows(), true),
        (partition, row) -> "%s, partition %s, row %d".formatted(NAME, partition, row),
        TableColumns.nameless(declared.missing(), "label"));
  }

  private static final class ToRows
      implements Function2<Integer, Iterator<Tuple2<Double, Vector>>, Iterator<SourceRow>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<SourceRow> call(Integer partition, Iterator<Tuple2<Double, Vector>> rows) {
      return new Iterator<>() {
        private long next;

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public SourceRow next() {
          Tuple2<Double, Vector> row = rows.next();
          float target = row._1().floatValue();
          return SourceRow.of(partition.toString(), next++, row._2().toArray(), target);
        }
      };
    }
  }
}
