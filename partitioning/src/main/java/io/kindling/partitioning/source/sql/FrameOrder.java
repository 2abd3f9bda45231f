package io.kindling.partitioning.source.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
 * that rows may lie on disk. The key is an id, or else a hash; rows of one key are in the order of
 * what is in their columns. Hashes are uniform, so their range is divided evenly, without a sample.
 * How many partitions there are changes where one ends, not the order.
 *
 * @param keyed the columns that are read, then perhaps the id, then the key
 * @param fields of the columns that are read, and perhaps of the id, of types as they are stored
 * @param read how many columns are read
 * @param ranges of ids, if there is one
 */
record FrameOrder(
    Dataset<Row> keyed,
    List<StructField> fields,
    int read,
    Optional<IdRanges> ranges,
    int partitions) {
  private static final String KEY = "key";
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
    List<StructField> keptFields = kept.stream().map(fields::get).toList();
    Dataset<Row> renamed = select(frame, kept);
    Column key =
        id < 0
            ? hash(keptFields)
            : IdRanges.key(col(name(read.size())), keptFields.get(read.size()));
    Dataset<Row> keyed = renamed.withColumn(KEY, key);
    int partitions = FramePlan.of(keyed).partitions(context);
    return new FrameOrder(
        keyed,
        keptFields,
        read.size(),
        id < 0 ? Optional.empty() : Optional.of(IdRanges.of(keyed.select(KEY), partitions)),
        partitions);
  }

  /**
   * Columns by their places, with names by number: those of users hold dots and backticks, and may
   * differ by their case only.
   */
  private static Dataset<Row> select(Dataset<Row> frame, List<Integer> places) {
    String[] before =
        IntStream.range(0, frame.columns().length)
            .mapToObj(i -> "of frame " + i)
            .toArray(String[]::new);
    Column[] chosen = new Column[places.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = col(before[places.get(i)]).as(name(i));
    }
    return frame.toDF(before).select(chosen);
  }

  private static String name(int place) {
    return "c" + place;
  }

  /** Numbers hash alike whatever type holds them. */
  private static Column hash(List<StructField> fields) {
    List<Column> columns = new ArrayList<>(List.of(lit(0))); // there may be no others
    for (int place : byName(fields)) {
      DataType type = fields.get(place).dataType();
      if (type instanceof ByteType || type instanceof ShortType || type instanceof IntegerType) {
        columns.add(col(name(place)).cast("long"));
      } else if (type instanceof FloatType) {
        columns.add(col(name(place)).cast("double"));
      } else {
        columns.add(ordered(place, type));
      }
    }
    return xxhash64(columns.toArray(Column[]::new));
  }

  private static List<Integer> byName(List<StructField> fields) {
    return IntStream.range(0, fields.size())
        .boxed()
        .sorted(Comparator.comparing(place -> fields.get(place).name()))
        .toList();
  }

  /** A column in whose order no rows are the same that differ, as texts are by some collations. */
  private static Column ordered(int place, DataType type) {
    Column column = col(name(place));
    return type instanceof StringType ? column.cast("binary") : column;
  }

  /** The rows in their order, by a query of their own each time. */
  FrameRows rows() {
    List<StructField> columns = fields.subList(0, read);
    List<Column> order = new ArrayList<>(List.of(col(KEY)));
    byName(columns).forEach(place -> order.add(ordered(place, columns.get(place).dataType())));
    Column partition = ranges.map(ids -> ids.partition(col(KEY))).orElseGet(this::partitionOfHash);
    Dataset<Row> sorted =
        keyed
            .repartitionById(partitions, partition)
            .sortWithinPartitions(order.toArray(Column[]::new));
    return FrameRows.of(sorted, fields, read);
  }

  /** Where the first bits of the hash, as a signed number, are in their range. */
  private Column partitionOfHash() {
    return shiftright(
            shiftright(col(KEY), Long.SIZE - KEPT_BITS)
                .plus(lit(1L << (KEPT_BITS - 1)))
                .multiply(lit((long) partitions)),
            KEPT_BITS)
        .cast("int");
  }
}
