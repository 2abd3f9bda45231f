package io.kindling.partitioning.source.rdd;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.DecimalNumber;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;
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
    JavaRDD<Tuple2<Double, Vector>> pairs = JavaRDD.fromRDD(rows.rdd(), rows.classTag());
    List<Tuple2<Integer, Integer>> first =
        pairs.mapPartitionsWithIndex(new FirstSize(), true).take(1);
    if (first.isEmpty()) {
      throw InvalidInputException.at(NAME, "no rows", "at least 1");
    }
    int features = first.get(0)._2();
    if (features == 0) {
      String place = place(first.get(0)._1().toString(), 0);
      throw InvalidInputException.at(place, "a vector of size 0", "at least 1 feature");
    }
    SourceTable table =
        new SourceTable(
            NAME,
            Shape.vector(Math.max(features, 1)),
            Storage.FLOAT32,
            pairs.mapPartitionsWithIndex(new ToRows(), true),
            VectorSource::place,
            TableColumns.nameless(declared.missing(), "label"));
    if (features < 0) {
      RowScan.count(table, null); // says what is wrong with the first row
      throw new IllegalStateException("the RDD gave another first row than before");
    }
    return table;
  }

  private static String place(String partition, long row) {
    return NAME + ", partition " + partition + ", row " + row;
  }

  /** The partition and the size of its first row; the size is −1 where that is no row. */
  private static final class FirstSize
      implements Function2<
          Integer, Iterator<Tuple2<Double, Vector>>, Iterator<Tuple2<Integer, Integer>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Integer, Integer>> call(
        Integer partition, Iterator<Tuple2<Double, Vector>> rows) {
      if (!rows.hasNext()) {
        return Collections.emptyIterator();
      }
      SourceRow row = ToRows.row(partition.toString(), 0, rows.next());
      int size = row.problem() == null ? row.width() : -1;
      return List.of(new Tuple2<>(partition, size)).iterator();
    }
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
          return row(partition.toString(), next++, rows.next());
        }
      };
    }

    static SourceRow row(String partition, long position, @Nullable Tuple2<Double, Vector> row) {
      if (row == null) {
        return SourceRow.bad(partition, position, "null", "a label and a vector");
      }
      @Nullable Vector vector = row._2();
      if (vector == null) {
        return SourceRow.bad(partition, position, "null in place of the vector", "a vector");
      }
      @Nullable Double label = row._1();
      if (label == null) {
        return SourceRow.bad(partition, position, "null in place of the label", "a number");
      }
      double[] values = vector.toArray();
      for (int i = 0; i < values.length; i++) {
        if (Float.isInfinite((float) values[i]) && !Double.isInfinite(values[i])) {
          String found = values[i] + " as feature " + i;
          return SourceRow.bad(partition, position, found, DecimalNumber.RANGE);
        }
      }
      float target = label.floatValue();
      return Float.isInfinite(target) && !label.isInfinite()
          ? SourceRow.bad(partition, position, "label " + label, DecimalNumber.RANGE)
          : SourceRow.of(partition, position, values, target);
    }
  }
}
