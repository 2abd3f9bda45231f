package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.UnreadableRowException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.types.DataType;

/** Looks at the arrays in the first rows that a task reads, up to one that cannot be read. */
final class FirstRows implements FlatMapFunction<Iterator<Object>, FirstRow> {
  private static final long serialVersionUID = 1L;

  private final int[] ordinals;
  private final DataType[] types;
  private final int count;

  /**
   * @param ordinals of the arrays in Spark's rows
   * @param count how many rows are looked at
   */
  FirstRows(int[] ordinals, DataType[] types, int count) {
    this.ordinals = ordinals;
    this.types = types;
    this.count = count;
  }

  @Override
  public Iterator<FirstRow> call(Iterator<Object> read) {
    RowCursor cursor = new RowCursor(read);
    List<FirstRow> rows = new ArrayList<>();
    cursor.advance();
    FilePart part = cursor.part();
    long position = 0;
    while (part != null && rows.size() < count) {
      try {
        cursor.checkRead();
        rows.add(FirstRow.of(part, sizes(cursor, position)));
      } catch (UnreadableRowException e) {
        rows.add(FirstRow.bad(part, e.row()));
        break;
      }
      cursor.advance();
      position = part.equals(cursor.part()) ? position + 1 : 0;
      part = cursor.part();
    }
    return rows.iterator();
  }

  private List<ArraySize> sizes(RowCursor cursor, long position) throws UnreadableRowException {
    try {
      List<ArraySize> sizes = new ArrayList<>();
      for (int i = 0; i < ordinals.length; i++) {
        sizes.add(ArraySize.of(cursor.row(), ordinals[i], types[i]));
      }
      return sizes;
    } catch (RuntimeException e) {
      throw SqlProblem.unreadable(e, position);
    }
  }
}
