package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/**
 * How cells of rows of a DataFrame go into blocks: as those of Parquet do, since Spark's encoder
 * first makes of each cell what Spark keeps in files. Goes to tasks.
 */
public final class FrameCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExpressionEncoder<Row> encoder;
  private final int[] ordinals;
  private final SqlCells cells;

  private FrameCells(ExpressionEncoder<Row> encoder, int[] ordinals, SqlCells cells) {
    this.encoder = encoder;
    this.ordinals = ordinals;
    this.cells = cells;
  }

  /**
   * The cells of some columns.
   *
   * @param frame the columns of the DataFrame
   * @param ordinals of those that are read
   * @param columns what they are read as, in this order
   * @param widths where the widths of arrays come from, such as {@code ", as the model takes"}
   */
  public static FrameCells of(
      StructType frame, int[] ordinals, List<RawColumn> columns, String widths) {
    StructType read = new StructType();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < ordinals.length; i++) {
      DataType type = frame.fields()[ordinals[i]].dataType();
      String name = columns.get(i).name();
      read = read.add(name, withNulls(type), true); // where nothing stands, the cell says so
      places.put(name, i);
    }
    List<StructField> plain = List.of(SqlTypes.plain(read).fields());
    return new FrameCells(
        ExpressionEncoder.apply(read, true),
        ordinals.clone(),
        SqlTypes.cells(plain, columns, places, CellRules.NONE, widths));
  }

  private static DataType withNulls(DataType type) {
    return type instanceof ArrayType array ? new ArrayType(array.elementType(), true) : type;
  }

  /**
   * What the cells of a column are by themselves.
   *
   * @param frame what errors call it
   * @throws InvalidInputException when they are of no use
   */
  public static CellType type(String frame, StructField field) {
    return SqlTypes.type(
        frame,
        new StructField(
            field.name(), stored(field.dataType()), field.nullable(), Metadata.empty()));
  }

  /** Whether cells of a type may be numbers: dates and times are none. */
  public static boolean mayBeNumbers(DataType type) {
    return Numbers.are(type) || type instanceof BooleanType || type instanceof StringType;
  }

  /** A column of a frame, whose numbers are written as is known where they are texts. */
  public static RawColumn written(RawColumn column, DataType type, NumberNotation notation) {
    return SqlTypes.written(column, type, notation);
  }

  private static DataType stored(DataType type) {
    return type instanceof UserDefinedType<?> own ? own.sqlType() : type;
  }

  /** Reads rows; for one task. */
  public Reader reader() {
    return new Reader(encoder.createSerializer());
  }

  /** Reads rows of the DataFrame. */
  public final class Reader {
    private final Function1<Row, InternalRow> stored;

    private Reader(Function1<Row, InternalRow> stored) {
      this.stored = stored;
    }

    /** The numbers of a row whose only cell is a dense vector; not a copy. Null for other rows. */
    public double @Nullable [] dense(Row row) {
      return ordinals.length == 1 && row.get(ordinals[0]) instanceof DenseVector vector
          ? vector.values()
          : null;
    }

    /**
     * Gives the cells of a row to the block, and ends it.
     *
     * @param position of the row, for errors
     * @throws UnreadableRowException when it cannot be read; nothing of it counts then
     */
    public void read(Row row, long position, BlockBuilder block) throws UnreadableRowException {
      Object[] values = new Object[ordinals.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(ordinals[i]);
      }
      cells.readRow(stored.apply(RowFactory.create(values)), position, block);
      block.endRow(position);
    }
  }
}
