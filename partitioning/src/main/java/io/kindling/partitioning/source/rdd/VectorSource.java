package io.kindling.partitioning.source.rdd;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * An RDD of (label, vector), dense or sparse, as MLlib's users have it. The rows' global order is
 * that of the RDD, partition after partition: it must be the same each time the RDD is computed.
 * How many partitions there are does not matter. The columns are {@code features}, sparse where the
 * first row is, and {@code label}.
 *
 * @param rows labels and vectors, all of one size
 */
public record VectorSource(JavaPairRDD<Double, Vector> rows) implements RowSource {
  private static final String NAME = "the RDD of vectors";

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    JavaRDD<Tuple2<Double, Vector>> pairs = JavaRDD.fromRDD(rows.rdd(), rows.classTag());
    FirstVector first = first(pairs);
    RawColumn features =
        new RawColumn(
            "features",
            first.isSparse() ? CellType.SPARSE : CellType.VECTOR,
            Shape.vector(first.size()));
    List<RawColumn> columns =
        ColumnTypes.declared(NAME, List.of(features, RawColumn.number("label")), rules);
    JavaRDD<RawBlock> blocks =
        pairs.mapPartitionsWithIndex(new VectorReader(features, columns, rules), true);
    return new RawTable(
        NAME,
        columns,
        blocks,
        (unit, start, position) -> place(start, position),
        List.of(),
        Optional.of(blocks),
        NAME);
  }

  private static FirstVector first(JavaRDD<Tuple2<Double, Vector>> pairs) {
    List<FirstVector> found = pairs.mapPartitionsWithIndex(new FirstVector.Finder(), true).take(1);
    if (found.isEmpty()) {
      throw InvalidInputException.at(NAME, "no rows", "at least 1");
    }
    FirstVector first = found.get(0);
    if (first.bad() != null) {
      throw InvalidInputException.at(
          place(first.partition(), 0), first.bad().found(), first.bad().expected());
    }
    return first;
  }

  private static String place(long partition, long row) {
    String whole = NAME + ", partition " + partition;
    return row == BadRow.WHOLE_UNIT ? whole : whole + ", row " + row;
  }
}
