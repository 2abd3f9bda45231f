package io.kindling.kernels.gradient;

import io.kindling.kernels.parameter.ParameterTable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;

/**
 * Where the lines of a table lie in a flat array, and how their values come from there and go
 * there. Rows lie one after another; the values of a column are a row's length apart.
 */
final class LinePlaces {
  /** Few enough that all their values stay in the cache while they are copied value by value. */
  private static final int LINES_AT_ONCE = 64;

  private final int offset;
  private final int width;
  private final int lineStep; // between the first values of neighbouring lines
  private final int valueStep; // between neighbouring values of a line

  LinePlaces(ParameterTable table) {
    this.offset = table.offset();
    this.width = table.width();
    this.lineStep = table.lineStep();
    this.valueStep = table.valueStep();
  }

  /** What {@link #write} wrote. */
  LinePlaces(ObjectInput in) throws IOException {
    this.offset = in.readInt();
    this.width = in.readInt();
    this.lineStep = in.readInt();
    this.valueStep = in.readInt();
  }

  void write(ObjectOutput out) throws IOException {
    out.writeInt(offset);
    out.writeInt(width);
    out.writeInt(lineStep);
    out.writeInt(valueStep);
  }

  /** Where the table starts in the flat array. */
  int offset() {
    return offset;
  }

  /** How many values a line has. */
  int width() {
    return width;
  }

  private boolean areColumns() {
    return valueStep > 1;
  }

  private int start(int line) {
    return offset + line * lineStep;
  }

  /** Takes the values of the lines out of the flat array. */
  void gather(float[] flat, TableLines into) {
    copy(flat, into, false);
  }

  /** Writes the values of the lines into the flat array. */
  void scatter(TableLines from, float[] flat) {
    copy(flat, from, true);
  }

  private void copy(float[] flat, TableLines lines, boolean into) {
    if (areColumns()) {
      copyColumns(flat, lines, into);
    } else if (lines.areAll()) {
      copyRow(flat, start(lines.line(0)), lines, 0, lines.length(), into);
    } else {
      for (int i = 0; i < lines.lines(); i++) {
        copyRow(flat, start(lines.line(i)), lines, i * width, width, into);
      }
    }
  }

  private static void copyRow(
      float[] flat, int at, TableLines lines, int place, int length, boolean into) {
    if (into) {
      System.arraycopy(lines.values(), place, flat, at, length);
    } else {
      System.arraycopy(flat, at, lines.values(), place, length);
    }
  }

  /** A few columns at a time, value by value, since neighbours share lines of the cache. */
  private void copyColumns(float[] flat, TableLines lines, boolean into) {
    float[] values = lines.values();
    for (int from = 0; from < lines.lines(); from += LINES_AT_ONCE) {
      int to = Math.min(from + LINES_AT_ONCE, lines.lines());
      for (int value = 0; value < width; value++) {
        int row = value * valueStep;
        for (int i = from; i < to; i++) {
          int at = row + start(lines.line(i));
          if (into) {
            flat[at] = values[i * width + value];
          } else {
            values[i * width + value] = flat[at];
          }
        }
      }
    }
  }

  /** Writes a part of the flat array that lies in the table, 0 where there is no line. */
  void spread(TableLines lines, float[] flat, int from, int to) {
    Arrays.fill(flat, from, to, 0f);
    int rowLength = areColumns() ? valueStep : width;
    for (int at = from; at < to; ) {
      int row = (at - offset) / rowLength;
      int start = offset + row * rowLength;
      int end = Math.min(start + rowLength, to);
      if (areColumns()) {
        spreadColumns(lines, row, flat, start, at - start, end - start);
      } else {
        spreadLine(lines, row, flat, at, end);
      }
      at = end;
    }
  }

  /** A value of each of the columns from {@code from} to {@code to} − 1. */
  private void spreadColumns(TableLines lines, int value, float[] flat, int row, int from, int to) {
    float[] values = lines.values();
    int end = lines.placeOf(to);
    for (int i = lines.placeOf(from); i < end; i++) {
      flat[row + lines.line(i)] = values[i * width + value];
    }
  }

  /** The values of a line, where it is there, that belong from {@code from} to {@code to} − 1. */
  private void spreadLine(TableLines lines, int line, float[] flat, int from, int to) {
    int place = lines.placeOf(line);
    if (place < lines.lines() && lines.line(place) == line) {
      int first = place * width + from - start(line);
      System.arraycopy(lines.values(), first, flat, from, to - from);
    }
  }

  /** Tells where in the flat array the lines lie. */
  void addTo(Ranges ranges, TableLines lines) {
    int rows = areColumns() ? width : 1;
    int values = areColumns() ? 1 : width;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < lines.lines(); i++) {
        int at = row * valueStep + start(lines.line(i));
        ranges.add(at, at + values);
      }
    }
  }
}
