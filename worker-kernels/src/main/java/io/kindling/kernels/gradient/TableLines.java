package io.kindling.kernels.gradient;

import io.kindling.kernels.parameter.ParameterTable;
import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Slices;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The touched lines of a table or of a range of its lines: their numbers, ascending, and their
 * values, line after line. Lines that are not listed are +0. Where more than half of the lines are
 * touched, all are kept and nothing is listed: that is shorter, and faster to add.
 *
 * <p>Sums are to the bit those of whole tables: adding +0 changes no float but −0, and a line
 * starts at +0 and is added to, which never gives −0.
 */
final class TableLines {
  /** Few enough that all their values stay in the cache while they are copied value by value. */
  private static final int LINES_AT_ONCE = 64;

  private final int offset;
  private final int width;
  private final int lineStep; // between the first values of neighbouring lines
  private final int valueStep; // between neighbouring values of a line
  private final int first;
  private final int end;
  private boolean all;
  private int count;
  private int[] numbers = {};
  private float[] values = {};

  /** No lines of a whole table. */
  TableLines(ParameterTable table) {
    this.offset = table.offset();
    this.width = table.width();
    this.lineStep = table.lineStep();
    this.valueStep = table.valueStep();
    this.first = 0;
    this.end = table.lines();
  }

  /** No lines, of those from {@code first} to {@code end} − 1 of a table as another's. */
  private TableLines(TableLines other, int first, int end) {
    this.offset = other.offset;
    this.width = other.width;
    this.lineStep = other.lineStep;
    this.valueStep = other.valueStep;
    this.first = first;
    this.end = end;
  }

  /** What {@link #write} wrote. */
  TableLines(ObjectInput in) throws IOException {
    this.offset = in.readInt();
    this.width = in.readInt();
    this.lineStep = in.readInt();
    this.valueStep = in.readInt();
    this.first = in.readInt();
    this.end = in.readInt();
    this.all = in.readBoolean();
    this.count = in.readInt();
    this.numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.readInt();
    }
    this.values = BulkFloats.read(in);
  }

  /** Where the table starts in the flat array. */
  int offset() {
    return offset;
  }

  /** How many values the lines of the range have. */
  int length() {
    return (end - first) * width;
  }

  void clear() {
    all = false;
    count = 0;
  }

  /** Takes the touched lines out of the flat array, or from where they are one after another. */
  void collect(float[] flat, BitSet touched, float @Nullable [] apart) {
    clear();
    int lines = touched.cardinality();
    reserve(lines);
    for (int line = touched.nextSetBit(0); line >= 0; line = touched.nextSetBit(line + 1)) {
      numbers[count++] = line;
    }
    if (apart == null) {
      copy(flat, false);
    } else {
      System.arraycopy(apart, 0, values, 0, lines * width);
    }
    if (isMany(lines)) {
      expand();
    }
  }

  private boolean isMany(int lines) {
    return lines > (end - first) / 2;
  }

  private void reserve(int lines) {
    if (lines > numbers.length) {
      int room = Math.min(end - first, Math.max(lines, numbers.length * 2));
      numbers = Arrays.copyOf(numbers, room);
    }
    if (lines * width > values.length) {
      values = Arrays.copyOf(values, Math.max(lines, numbers.length) * width);
    }
  }

  /** Keeps all lines from now on: from the last to the first, each moves to its place. */
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

  /** Adds the lines of the same range. */
  void merge(TableLines right) {
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

  private int common(TableLines right) {
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

  /** From the last line to the first, so that no line is written over before it has moved. */
  private void mergeLists(TableLines right, int union) {
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

  /** Marks the touched lines. */
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

  /** Writes the touched lines into the flat array. */
  void scatter(float[] flat) {
    copy(flat, true);
  }

  /** Writes a part of the flat array that lies in the table, 0 where lines are not touched. */
  void spread(float[] flat, int from, int to) {
    Arrays.fill(flat, from, to, 0f);
    int rowLength = valueStep > 1 ? valueStep : width;
    for (int at = from; at < to; ) {
      int row = (at - offset) / rowLength;
      int start = offset + row * rowLength;
      int end = Math.min(start + rowLength, to);
      if (valueStep > 1) {
        spreadColumns(flat, start, row, at - start, end - start);
      } else {
        spreadLine(flat, row, at, end);
      }
      at = end;
    }
  }

  /** A value of each of the columns from {@code from} to {@code to} − 1. */
  private void spreadColumns(float[] flat, int row, int value, int from, int to) {
    int place = placeOf(to);
    for (int i = placeOf(from); i < place; i++) {
      flat[row + line(i)] = values[i * width + value];
    }
  }

  /** The values from {@code from} to {@code to} − 1 of a line, where it is touched. */
  private void spreadLine(float[] flat, int line, int from, int to) {
    int place = placeOf(line);
    if (place < lines() && line(place) == line) {
      System.arraycopy(values, place * width + from - start(line), flat, from, to - from);
    }
  }

  /** Which of the lines that are kept is the first from {@code number} on. */
  private int placeOf(int number) {
    return all ? number - first : indexOf(number);
  }

  private void copy(float[] flat, boolean into) {
    if (valueStep > 1) {
      copyColumns(flat, into);
    } else if (all) {
      copyRow(flat, start(first), 0, length(), into);
    } else {
      for (int i = 0; i < count; i++) {
        copyRow(flat, start(numbers[i]), i * width, width, into);
      }
    }
  }

  private void copyRow(float[] flat, int at, int place, int length, boolean into) {
    if (into) {
      System.arraycopy(values, place, flat, at, length);
    } else {
      System.arraycopy(flat, at, values, place, length);
    }
  }

  /** A few columns at a time, value by value, since neighbours share lines of the cache. */
  private void copyColumns(float[] flat, boolean into) {
    for (int from = 0; from < lines(); from += LINES_AT_ONCE) {
      int to = Math.min(from + LINES_AT_ONCE, lines());
      for (int value = 0; value < width; value++) {
        int row = value * valueStep;
        for (int i = from; i < to; i++) {
          int at = row + start(line(i));
          if (into) {
            flat[at] = values[i * width + value];
          } else {
            values[i * width + value] = flat[at];
          }
        }
      }
    }
  }

  private int lines() {
    return all ? end - first : count;
  }

  private int start(int line) {
    return offset + line * lineStep;
  }

  private int line(int place) {
    return all ? first + place : numbers[place];
  }

  /** Tells where in the flat array the touched lines lie. */
  void addTo(Ranges ranges) {
    int rows = valueStep > 1 ? width : 1;
    int values = valueStep > 1 ? 1 : width;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < lines(); i++) {
        int at = row * valueStep + start(line(i));
        ranges.add(at, at + values);
      }
    }
  }

  /** A copy of a part of the range. */
  TableLines slice(int index, int slices) {
    int from = first + Slices.start(end - first, index, slices);
    int to = first + Slices.start(end - first, index + 1, slices);
    TableLines slice = new TableLines(this, from, to);
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

  /** Where the first line of at least {@code number} is listed. */
  private int indexOf(int number) {
    int found = Arrays.binarySearch(numbers, 0, count, number);
    return found < 0 ? -found - 1 : found;
  }

  /** The range that consists of these, in order. */
  static TableLines joined(List<TableLines> slices) {
    TableLines left = slices.get(0);
    TableLines right = slices.get(slices.size() - 1);
    TableLines whole = new TableLines(left, left.first, right.end);
    whole.all = slices.stream().anyMatch(slice -> slice.all);
    if (whole.all) {
      slices.forEach(TableLines::expand);
      whole.values = Slices.join(slices.stream().map(slice -> slice.values).toList());
      return whole;
    }
    whole.reserve(slices.stream().mapToInt(slice -> slice.count).sum());
    for (TableLines slice : slices) {
      System.arraycopy(slice.numbers, 0, whole.numbers, whole.count, slice.count);
      int width = whole.width;
      System.arraycopy(slice.values, 0, whole.values, whole.count * width, slice.count * width);
      whole.count += slice.count;
    }
    return whole;
  }

  void write(ObjectOutput out) throws IOException {
    out.writeInt(offset);
    out.writeInt(width);
    out.writeInt(lineStep);
    out.writeInt(valueStep);
    out.writeInt(first);
    out.writeInt(end);
    out.writeBoolean(all);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(numbers[i]);
    }
    BulkFloats.write(out, values, all ? length() : count * width);
  }
}
