package io.kindling.partitioning.source.rdd;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.DecimalNumber;
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
import scala.Tuple4;

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
    int features = features(pairs);
    return new SourceTable(
        NAME,
        Shape.vector(features),
        Storage.FLOAT32,
        pairs.mapPartitionsWithIndex(new ToRows(), true),
        VectorSource::place,
        TableColumns.nameless(declared.missing(), "label"));
  }

  private static int features(JavaRDD<Tuple2<Double, Vector>> pairs) {
    var first = pairs.mapPartitionsWithIndex(new FirstRow(), true).take(1);
    if (first.isEmpty()) {
      throw InvalidInputException.at(NAME, "no rows", "at least 1");
    }
    Tuple4<Integer, Integer, String, String> row = first.get(0);
    if (!row._3().isEmpty()) {
      throw InvalidInputException.at(place(row._1().toString(), 0), row._3(), row._4());
    }
    return row._2();
  }

  private static String place(String partition, long row) {
    return NAME + ", partition " + partition + ", row " + row;
  }

  /** Of the first row of a partition: the partition, the size, what is wrong if anything is. */
  private static final class FirstRow
      implements Function2<
          Integer,
          Iterator<Tuple2<Double, Vector>>,
          Iterator<Tuple4<Integer, Integer, String, String>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple4<Integer, Integer, String, String>> call(
        Integer partition, Iterator<Tuple2<Double, Vector>> rows) {
      if (!rows.hasNext()) {
        return Collections.emptyIterator();
      }
      SourceRow row = ToRows.row(partition.toString(), 0, rows.next());
      SourceRow.Problem problem = row.problem();
      if (problem == null && row.width() == 0) {
        problem = new SourceRow.Problem("a vector of size 0", "at least 1 feature");
      }
      return List.of(
              problem == null
                  ? new Tuple4<>(partition, row.width(), "", "")
                  : new Tuple4<>(partition, 0, problem.found(), problem.expected()))
          .iterator();
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
