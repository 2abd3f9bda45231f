package io.kindling.partitioning.source.rdd;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Reads a partition of labels and vectors into blocks. */
final class VectorReader
    implements Function2<Integer, Iterator<Tuple2<Double, Vector>>, Iterator<RawBlock>> {
  private static final long serialVersionUID = 1L;

  private final RawColumn features;
  private final List<RawColumn> columns;
  private final CellRules rules;

  VectorReader(RawColumn features, List<RawColumn> columns, CellRules rules) {
    this.features = features;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public Iterator<RawBlock> call(Integer partition, Iterator<Tuple2<Double, Vector>> rows) {
    return new BlockIterator() {
      private long position;

      @Override
      protected BlockBuilder builder() {
        return new BlockBuilder("", partition, columns, rules);
      }

      @Override
      protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
        if (!rows.hasNext()) {
          return false;
        }
        Tuple2<Double, Vector> row = rows.next();
        check(position, row);
        features(builder, row._2());
        builder.number(1, row._1());
        builder.endRow(position++);
        return true;
      }

      private void features(BlockBuilder builder, Vector vector) throws UnreadableRowException {
        int width = features.width();
        if (vector.size() != width) {
          throw new UnreadableRowException(
              position, vector.size() + " features", width + " as in the first row");
        }
        if (features.type() == CellType.SPARSE) {
          SparseVector sparse = vector.toSparse();
          builder.sparse(0, sparse.indices(), sparse.values());
        } else {
          builder.vector(0, vector.toArray());
        }
      }
    };
  }

  /** Refuses what a user's program can put in the place of a row. */
  static void check(long position, @Nullable Tuple2<Double, Vector> row)
      throws UnreadableRowException {
    if (row == null) {
      throw new UnreadableRowException(position, "null", "a label and a vector");
    }
    @Nullable Vector vector = row._2();
    if (vector == null) {
      throw new UnreadableRowException(position, "null in place of the vector", "a vector");
    }
    @Nullable Double label = row._1();
    if (label == null) {
      throw new UnreadableRowException(position, "null in place of the label", "a number");
    }
    double[] values = vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
    for (int i = 0; i < values.length; i++) {
      if (isBeyondFloats(values[i])) {
        int feature = vector instanceof SparseVector sparse ? sparse.indices()[i] : i;
        throw new UnreadableRowException(
            position, values[i] + " as feature " + feature, NumberText.RANGE);
      }
    }
    if (isBeyondFloats(label)) {
      throw new UnreadableRowException(position, "label " + label, NumberText.RANGE);
    }
  }

  private static boolean isBeyondFloats(double value) {
    return Float.isInfinite((float) value) && !Double.isInfinite(value);
  }
}
