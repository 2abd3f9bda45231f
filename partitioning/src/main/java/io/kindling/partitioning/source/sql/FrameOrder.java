package io.kindling.partitioning.source.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * Brings the rows of a frame into an order that follows from them alone. Each row goes to a
 * partition by where its key is among all keys, and each partition is sorted, both by Spark SQL, so
 * that rows may lie on disk. The key is an id, if there is one, and a hash: two xxHash64 of
 * different seeds. Hashes are uniform, so their range is divided evenly, without a sample. How many
 * partitions there are changes where one ends, not the order.
 *
 * @param keyed the columns that are read, then perhaps the id, then the keys
 * @param fields of all but the keys, of types as they are stored
 * @param read how many columns are read
 * @param ranges of ids, if there is one
 */
record FrameOrder(
    Dataset<Row> keyed,
    List<StructField> fields,
    int read,
    Optional<IdRanges> ranges,
    int partitions) {
  private static final String HASH = "hash";
  private static final String SECOND_HASH = "second hash";
  private static final String ID = "id";
  private static final int KEPT_BITS = 31;

  /**
   * The order of a frame.
   *
   * @param fields of the frame, of types as they are stored
   * @param read the places of the columns that are read
   * @param id the place of the id; −1 without one
   */
  static FrameOrder of(
      JavaSparkContext context,
      Dataset<Row> frame,
      List<StructField> fields,
      List<Integer> read,
      int id) {
    List<Integer> kept = new ArrayList<>(read);
    if (id >= 0) {
      kept.add(id);
    }
    List<Column> columns = new ArrayList<>();
    kept.forEach(place -> columns.add(col(name(place))));
    List<Column> hashed = hashed(fields, read);
    columns.add(hash(1, hashed).as(HASH));
    columns.add(hash(2, hashed).as(SECOND_HASH));
    if (id >= 0) {
      columns.add(IdRanges.key(col(name(id)), fields.get(id)).as(ID));
    }
    // Names by number: those of users hold dots and backticks, and may differ by their case only.
    String[] names = new String[fields.size()];
    for (int place = 0; place < names.length; place++) {
      names[place] = name(place);
    }
    Dataset<Row> keyed = frame.toDF(names).select(columns.toArray(Column[]::new));
    int partitions = FramePlan.of(keyed).partitions(context);
    return new FrameOrder(
        keyed,
        kept.stream().map(fields::get).toList(),
        read.size(),
        id < 0 ? Optional.empty() : Optional.of(IdRanges.of(keyed.select(ID), partitions)),
        partitions);
  }

  private static String name(int place) {
    return "c" + place;
  }

  /**
   * What is hashed of the columns, in the order of their names. Spark's hash passes nulls over, so
   * each has a flag before it; numbers hash alike whatever type holds them, and texts as bytes, so
   * that no collation takes different ones for the same.
   */
  private static List<Column> hashed(List<StructField> fields, List<Integer> read) {
    List<Column> hashed = new ArrayList<>();
    read.stream()
        .sorted(Comparator.comparing(place -> fields.get(place).name()))
        .forEach(
            place -> {
              Column column = col(name(place));
              hashed.add(column.isNull());
              hashed.add(widest(column, fields.get(place).dataType()));
            });
    return hashed;
  }

  private static Column widest(Column column, DataType type) {
    if (type instanceof StringType) {
      return column.cast("binary");
    } else if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType) {
      return column.cast("long");
    }
    return type instanceof FloatType ? column.cast("double") : column;
  }

  private static Column hash(long seed, List<Column> columns) {
    List<Column> all = new ArrayList<>(columns);
    all.add(0, lit(seed));
    return xxhash64(all.toArray(Column[]::new));
  }

  /** The rows in their order, by a query of their own each time. */
  FrameRows rows() {
    List<Column> keys = new ArrayList<>(List.of(col(HASH), col(SECOND_HASH)));
    ranges.ifPresent(of -> keys.add(0, col(ID)));
    Column partition = ranges.map(of -> of.partition(col(ID))).orElseGet(this::partitionOfHash);
    Dataset<Row> sorted =
        keyed
            .repartitionById(partitions, partition)
            .sortWithinPartitions(keys.toArray(Column[]::new));
    return FrameRows.of(sorted, fields, read);
  }

  /** Where the first bits of the hash, as a signed number, are in their range. */
  private Column partitionOfHash() {
    return shiftright(
            shiftright(col(HASH), Long.SIZE - KEPT_BITS)
                .plus(lit(1L << (KEPT_BITS - 1)))
                .multiply(lit((long) partitions)),
            KEPT_BITS)
        .cast("int");
  }
}
