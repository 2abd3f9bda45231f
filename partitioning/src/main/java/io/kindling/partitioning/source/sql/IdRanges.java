package io.kindling.partitioning.source.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of ids with about as many rows in each. Where they end follows from the ids alone: the
 * sample of them is of those that have the least hashes.
 */
final class IdRanges implements UDF1<Object, Integer> {
  private static final long serialVersionUID = 1L;
  private static final int SAMPLES = 20; // for each range

  private final ArrayList<Serializable> starts;

  private IdRanges(List<Serializable> starts) {
    this.starts = new ArrayList<>(starts);
  }

  /**
   * What stands for an id: a number or bytes, which Java orders as Spark does.
   *
   * @throws InvalidInputException when ids of such a type have no order
   */
  static Column key(Column id, StructField field) {
    DataType type = field.dataType();
    if (type instanceof BinaryType || type instanceof DecimalType || type instanceof LongType) {
      return id;
    } else if (type instanceof StringType) {
      return id.cast("binary");
    } else if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType) {
      return id.cast("long");
    } else if (type instanceof FloatType || type instanceof DoubleType) {
      return id.cast("double").plus(lit(0.0)); // −0 is 0
    } else if (type instanceof DateType) {
      return unix_date(id).cast("long");
    } else if (type instanceof TimestampType) {
      return unix_micros(id);
    }
    throw InvalidInputException.at(
        FrameSource.NAME,
        "the column '%s' of %s, whose order is to be that of the rows"
            .formatted(field.name(), type.simpleString()),
        "numbers, texts, binary values, dates or timestamps");
  }

  /**
   * Divides ids into ranges.
   *
   * @param ids in a single column
   */
  static IdRanges of(Dataset<Row> ids, int ranges) {
    List<Serializable> starts = new ArrayList<>();
    if (ranges > 1) {
      Column id = col(ids.columns()[0]);
      List<Serializable> sample = new ArrayList<>();
      ids.filter(id.isNotNull())
          .orderBy(xxhash64(id))
          .limit(SAMPLES * ranges)
          .collectAsList()
          .forEach(row -> sample.add((Serializable) row.get(0)));
      sample.sort(IdRanges::compare);
      for (int range = 1; range < ranges && !sample.isEmpty(); range++) {
        starts.add(sample.get((int) ((long) range * sample.size() / ranges)));
      }
    }
    return new IdRanges(starts);
  }

  /** The number of an id's range. */
  Column partition(Column id) {
    return udf(this, DataTypes.IntegerType).apply(id);
  }

  @Override
  public Integer call(@Nullable Object id) {
    return id == null ? 0 : range(id);
  }

  private int range(Object id) {
    int below = 0; // ranges that end before it, or at it
    int above = starts.size();
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (compare(starts.get(middle), id) <= 0) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    return below;
  }

  @SuppressWarnings("unchecked") // all ids are of one type, and comparable unless bytes
  private static int compare(Object a, Object b) {
    return a instanceof byte[] bytes
        ? Arrays.compareUnsigned(bytes, (byte[]) b)
        : ((Comparable<Object>) a).compareTo(b);
  }
}
