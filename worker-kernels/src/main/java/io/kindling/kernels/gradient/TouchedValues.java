package io.kindling.kernels.gradient;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.parameter.ParameterTable;
import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Slices;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a flat array that a step touches: all that lies outside of some tables, one after
 * another, and the touched lines of these tables. Travels.
 */
public final class TouchedValues implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[] rest;
  private TableLines[] tables; // no list: Kryo takes none that cannot be changed

  /** For serialisation. */
  public TouchedValues() {
    this(new float[0], new TableLines[0]);
  }

  private TouchedValues(float[] rest, TableLines[] tables) {
    this.rest = rest;
    this.tables = tables;
  }

  /** An array all of which counts; not copied. */
  static TouchedValues whole(float[] values) {
    return new TouchedValues(values, new TableLines[0]);
  }

  /** Room for a flat array of {@code size} values with these tables. */
  public static TouchedValues of(int size, List<ParameterTable> tables) {
    TableLines[] rows = new TableLines[tables.size()];
    int rest = size;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new TableLines(tables.get(i));
      rest -= tables.get(i).length();
    }
    return new TouchedValues(new float[rest], rows);
  }

  /** What lies outside of the tables; not a copy. */
  float[] rest() {
    return rest;
  }

  boolean hasTables() {
    return tables.length > 0;
  }

  void clear() {
    Arrays.fill(rest, 0f);
    for (TableLines table : tables) {
      table.clear();
    }
  }

  /** Takes the touched values out of a flat array. */
  public void collect(TouchedArray flat) {
    copyRest(flat.values(), false);
    for (int i = 0; i < tables.length; i++) {
      tables[i].collect(flat.values(), flat.touched(i), flat.linesApart(i));
    }
  }

  /** Writes the touched values into a flat array; the others stay as they are there. */
  public void scatter(float[] flat) {
    copyRest(flat, true);
    for (TableLines table : tables) {
      table.scatter(flat);
    }
  }

  private void copyRest(float[] flat, boolean into) {
    int at = 0;
    int place = 0;
    for (int i = 0; i <= tables.length; i++) {
      int end = i < tables.length ? tables[i].offset() : flat.length;
      if (into) {
        System.arraycopy(rest, at, flat, place, end - place);
      } else {
        System.arraycopy(flat, place, rest, at, end - place);
      }
      at += end - place;
      place = i < tables.length ? end + tables[i].length() : end;
    }
  }

  /** Bytes that they take. */
  public long bytes() {
    long sum = (long) Float.BYTES * rest.length;
    for (TableLines table : tables) {
      sum += table.bytes();
    }
    return sum;
  }

  void mark(TouchedArray array) {
    for (int i = 0; i < tables.length; i++) {
      tables[i].mark(array.touched(i));
    }
  }

  /** Writes a part of a flat array, 0 where a table is not touched. */
  void spread(float[] flat, int from, int to) {
    int inTables = 0; // of what lies before
    int place = from;
    for (TableLines table : tables) {
      int start = Math.min(Math.max(table.offset(), from), to);
      int end = Math.min(Math.max(table.offset() + table.length(), from), to);
      copyRest(flat, place, start, inTables);
      table.spread(flat, start, end);
      inTables += table.length();
      place = end;
    }
    copyRest(flat, place, to, inTables);
  }

  private void copyRest(float[] flat, int from, int to, int inTables) {
    if (from < to) {
      System.arraycopy(rest, from - inTables, flat, from, to - from);
    }
  }

  /**
   * Tells where in the flat array the touched values lie.
   *
   * @param length of the rest, as far as it counts
   */
  void addTo(Ranges ranges, int length) {
    int left = length;
    int place = 0;
    for (TableLines table : tables) {
      ranges.add(place, table.offset());
      left -= table.offset() - place;
      table.addTo(ranges);
      place = table.offset() + table.length();
    }
    ranges.add(place, place + left);
  }

  /** Adds the touched lines of the tables, and the first {@code length} values of the rest. */
  void merge(TouchedValues right, int length) {
    float[] other = right.rest;
    for (int i = 0; i < length; i++) {
      rest[i] += other[i];
    }
    for (int i = 0; i < tables.length; i++) {
      tables[i].merge(right.tables[i]);
    }
  }

  /**
   * A copy of a slice of the rest and of each table.
   *
   * @param length of the rest, as far as it is cut; the last slice has what lies behind
   */
  TouchedValues slice(int index, int count, int length) {
    int from = Slices.start(length, index, count);
    int to = index == count - 1 ? rest.length : Slices.start(length, index + 1, count);
    return new TouchedValues(
        Arrays.copyOfRange(rest, from, to),
        Arrays.stream(tables).map(table -> table.slice(index, count)).toArray(TableLines[]::new));
  }

  static TouchedValues joined(List<TouchedValues> slices) {
    TableLines[] tables = new TableLines[slices.get(0).tables.length];
    for (int i = 0; i < tables.length; i++) {
      int table = i;
      tables[i] = TableLines.joined(slices.stream().map(slice -> slice.tables[table]).toList());
    }
    return new TouchedValues(
        Slices.join(slices.stream().map(slice -> slice.rest).toList()), tables);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(tables.length);
    for (TableLines table : tables) {
      table.write(out);
    }
    BulkFloats.write(out, rest);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    tables = new TableLines[in.readInt()];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new TableLines(in);
    }
    rest = BulkFloats.read(in);
  }
}
