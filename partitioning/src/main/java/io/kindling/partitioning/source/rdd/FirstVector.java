package io.kindling.partitioning.source.rdd;

import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The first row of a partition. Travels, under Kryo too, hence no record. */
final class FirstVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int partition;
  private final int size;
  private final boolean sparse;
  private final @Nullable BadRow bad;

  private FirstVector(int partition, int size, boolean sparse, @Nullable BadRow bad) {
    this.partition = partition;
    this.size = size;
    this.sparse = sparse;
    this.bad = bad;
  }

  static FirstVector of(int partition, Tuple2<Double, Vector> row) {
    try {
      VectorReader.check(0, row);
      Vector vector = row._2();
      if (vector.size() == 0) {
        throw new UnreadableRowException(0, "a vector of size 0", "at least 1 feature");
      }
      return new FirstVector(partition, vector.size(), vector instanceof SparseVector, null);
    } catch (UnreadableRowException e) {
      return new FirstVector(partition, 0, false, e.row());
    }
  }

  int partition() {
    return partition;
  }

  int size() {
    return size;
  }

  boolean isSparse() {
    return sparse;
  }

  /** What is wrong with it; null where it is a row. */
  @Nullable BadRow bad() {
    return bad;
  }

  /** Finds the first row of each partition, if there is any. */
  static final class Finder
      implements Function2<Integer, Iterator<Tuple2<Double, Vector>>, Iterator<FirstVector>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<FirstVector> call(Integer partition, Iterator<Tuple2<Double, Vector>> rows) {
      return rows.hasNext()
          ? List.of(of(partition, rows.next())).iterator()
          : Collections.emptyIterator();
    }
  }
}
