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
  private final LinePlaces places;
  private final int width;
  private final int first;
  private final int end;
  private boolean all;
  private int count;
  private int[] numbers = {};
  private float[] values = {};

  /** No lines of a whole table. */
  TableLines(ParameterTable table) {
    this.places = new LinePlaces(table);
    this.width = table.width();
    this.first = 0;
    this.end = table.lines();
  }

  /** No lines, of those from {@code first} to {@code end} − 1 of a table as another's. */
  private TableLines(TableLines other, int first, int end) {
    this.places = other.places;
    this.width = other.width;
    this.first = first;
    this.end = end;
  }

  /** What {@link #write} wrote. */
  TableLines(ObjectInput in) throws IOException {
    this.places = new LinePlaces(in);
    this.width = places.width();
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
    return places.offset();
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
      places.gather(flat, this);
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
    places.scatter(this, flat);
  }

  /** Writes a part of the flat array that lies in the table, 0 where lines are not touched. */
  void spread(float[] flat, int from, int to) {
    places.spread(this, flat, from, to);
  }

  /** Which of the lines that are kept is the first from {@code number} on. */
  int placeOf(int number) {
    return all ? number - first : indexOf(number);
  }

  /** How many lines are kept. */
  int lines() {
    return all ? end - first : count;
  }

  /** Whether all lines of the range are kept. */
  boolean areAll() {
    return all;
  }

  /** The number of a line that is kept, by its place among these. */
  int line(int place) {
    return all ? first + place : numbers[place];
  }

  /** Their values, line after line; not a copy, and longer than there are values. */
  float[] values() {
    return values;
  }

  /** Tells where in the flat array the touched lines lie. */
  void addTo(Ranges ranges) {
    places.addTo(ranges, this);
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
    places.write(out);
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
