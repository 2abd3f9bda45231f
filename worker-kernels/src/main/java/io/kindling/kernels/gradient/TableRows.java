package io.kindling.kernels.gradient;

import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Slices;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The touched rows of a table or of a range of its rows: their numbers, ascending, and their
 * values. Rows that are not listed are +0. Where more than half of the rows are touched, all are
 * kept and nothing is listed: that is shorter, and faster to add.
 *
 * <p>Sums are to the bit those of whole tables: adding +0 changes no float but −0, and a row starts
 * at +0 and is added to, which never gives −0.
 */
final class TableRows {
  private final int offset;
  private final int width;
  private final int first;
  private final int end;
  private boolean all;
  private int count;
  private int[] numbers = {};
  private float[] values = {};

  /**
   * No rows, of those from {@code first} to {@code end} − 1.
   *
   * @param offset of the table in the flat array
   * @param width of a row
   */
  TableRows(int offset, int width, int first, int end) {
    this.offset = offset;
    this.width = width;
    this.first = first;
    this.end = end;
  }

  /** Where the table starts in the flat array. */
  int offset() {
    return offset;
  }

  /** How many values the whole table has. */
  int length() {
    return (end - first) * width;
  }

  void clear() {
    all = false;
    count = 0;
  }

  /** Takes the touched rows out of the flat array. */
  void collect(float[] flat, BitSet touched) {
    clear();
    int rows = touched.cardinality();
    if (isMany(rows)) {
      expand();
    } else {
      reserve(rows);
    }
    for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
      int at = all ? row - first : count;
      System.arraycopy(flat, offset + row * width, values, at * width, width);
      if (!all) {
        numbers[count++] = row;
      }
    }
  }

  private boolean isMany(int rows) {
    return rows > (end - first) / 2;
  }

  private void reserve(int rows) {
    if (rows > numbers.length) {
      int room = Math.min(end - first, Math.max(rows, numbers.length * 2));
      numbers = Arrays.copyOf(numbers, room);
    }
    if (rows * width > values.length) {
      values = Arrays.copyOf(values, Math.max(rows, numbers.length) * width);
    }
  }

  /** Keeps all rows from now on: from the last to the first, each moves to its place. */
  private void expand() {
    if (all) {
      return;
    }
    if (values.length < length()) {
      values = Arrays.copyOf(values, length());
    }
    int to = end - first;
    for (int i = count - 1; i >= 0; i--) {
      int place = numbers[i] - first;
      Arrays.fill(values, (place + 1) * width, to * width, 0f);
      System.arraycopy(values, i * width, values, place * width, width);
      to = place;
    }
    Arrays.fill(values, 0, to * width, 0f);
    all = true;
    count = 0;
  }

  /** Adds the rows of the same range. */
  void merge(TableRows right) {
    if (!all && !right.all) {
      int union = count + right.count - common(right);
      if (!isMany(union)) {
        mergeLists(right, union);
        return;
      }
    }
    expand();
    if (right.all) {
      add(right.values, 0, 0, length());
    } else {
      for (int i = 0; i < right.count; i++) {
        add(right.values, i * width, (right.numbers[i] - first) * width, width);
      }
    }
  }

  private int common(TableRows right) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < count && j < right.count) {
      int difference = Integer.compare(numbers[i], right.numbers[j]);
      common += difference == 0 ? 1 : 0;
      i += difference <= 0 ? 1 : 0;
      j += difference >= 0 ? 1 : 0;
    }
    return common;
  }

  /** From the last row to the first, so that no row is written over before it has moved. */
  private void mergeLists(TableRows right, int union) {
    reserve(union);
    int i = count - 1;
    int j = right.count - 1;
    for (int to = union - 1; j >= 0; to--) {
      boolean ofRight = i < 0 || numbers[i] <= right.numbers[j];
      boolean ofLeft = i >= 0 && numbers[i] >= right.numbers[j];
      numbers[to] = ofLeft ? numbers[i] : right.numbers[j];
      float[] from = ofLeft ? values : right.values;
      System.arraycopy(from, (ofLeft ? i : j) * width, values, to * width, width);
      if (ofLeft && ofRight) {
        add(right.values, j * width, to * width, width);
      }
      i -= ofLeft ? 1 : 0;
      j -= ofRight ? 1 : 0;
    }
    count = union;
  }

  private void add(float[] right, int from, int to, int length) {
    for (int k = 0; k < length; k++) {
      values[to + k] += right[from + k];
    }
  }

  /** Marks the touched rows. */
  void mark(BitSet touched) {
    if (all) {
      touched.set(first, end);
    }
    for (int i = 0; i < count; i++) {
      touched.set(numbers[i]);
    }
  }

  /** How many bytes they take. */
  long bytes() {
    return all
        ? (long) Float.BYTES * length()
        : (long) count * (Integer.BYTES + Float.BYTES * width);
  }

  /** Writes the touched rows into the flat array. */
  void scatter(float[] flat) {
    if (all) {
      System.arraycopy(values, 0, flat, offset + first * width, length());
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, i * width, flat, offset + numbers[i] * width, width);
    }
  }

  /** Tells where in the flat array the touched rows lie. */
  void addTo(Ranges ranges) {
    if (all) {
      ranges.add(offset + first * width, offset + end * width);
    }
    for (int i = 0; i < count; i++) {
      ranges.add(offset + numbers[i] * width, offset + (numbers[i] + 1) * width);
    }
  }

  /** A copy of a part of the range. */
  TableRows slice(int index, int slices) {
    int from = first + Slices.start(end - first, index, slices);
    int to = first + Slices.start(end - first, index + 1, slices);
    TableRows slice = new TableRows(offset, width, from, to);
    if (all) {
      slice.all = true;
      slice.values = Arrays.copyOfRange(values, (from - first) * width, (to - first) * width);
      return slice;
    }
    int low = indexOf(from);
    int high = indexOf(to);
    slice.count = high - low;
    slice.numbers = Arrays.copyOfRange(numbers, low, high);
    slice.values = Arrays.copyOfRange(values, low * width, high * width);
    return slice;
  }

  /** Where the first row of at least {@code number} is listed. */
  private int indexOf(int number) {
    int found = Arrays.binarySearch(numbers, 0, count, number);
    return found < 0 ? -found - 1 : found;
  }

  /** The range that consists of these, in order. */
  static TableRows joined(List<TableRows> slices) {
    TableRows left = slices.get(0);
    TableRows right = slices.get(slices.size() - 1);
    TableRows whole = new TableRows(left.offset, left.width, left.first, right.end);
    whole.all = slices.stream().anyMatch(slice -> slice.all);
    if (whole.all) {
      slices.forEach(TableRows::expand);
      whole.values = Slices.join(slices.stream().map(slice -> slice.values).toList());
      return whole;
    }
    whole.reserve(slices.stream().mapToInt(slice -> slice.count).sum());
    for (TableRows slice : slices) {
      System.arraycopy(slice.numbers, 0, whole.numbers, whole.count, slice.count);
      int values = slice.count * slice.width;
      System.arraycopy(slice.values, 0, whole.values, whole.count * slice.width, values);
      whole.count += slice.count;
    }
    return whole;
  }

  void write(ObjectOutput out) throws IOException {
    out.writeInt(offset);
    out.writeInt(width);
    out.writeInt(first);
    out.writeInt(end);
    out.writeBoolean(all);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(numbers[i]);
    }
    BulkFloats.write(out, values, all ? length() : count * width);
  }

  static TableRows read(ObjectInput in) throws IOException {
    TableRows rows = new TableRows(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    rows.all = in.readBoolean();
    rows.count = in.readInt();
    rows.numbers = new int[rows.count];
    for (int i = 0; i < rows.count; i++) {
      rows.numbers[i] = in.readInt();
    }
    rows.values = BulkFloats.read(in);
    return rows;
  }
}
