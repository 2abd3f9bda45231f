package io.kindling.predictor.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of one part of a source. A source gives each row cell by cell, every cell of it, and
 * ends it; a row that turns out not to be readable is the last.
 */
public final class BlockBuilder {
  private static final int BYTES = 1 << 22;
  private static final int FEWEST_ROWS = 16;
  private static final int MOST_ROWS = 1 << 14;
  private static final int MOST_LEFT_OUT = 20;

  private final String unit;
  private final long start;
  private final List<RawColumn> columns;
  private final CellRules rules;
  private final ChunkBuilder[] chunks;
  private final CellType[] types;
  private final @Nullable NumberSigns[] signs; // null where numbers are plain
  private final boolean[] labels;
  private final boolean[] dates;
  private final int mostRows;
  private final long[] positions;
  private final double[] missingNumbers;
  private final Map<String, LeftOut> leftOut = new LinkedHashMap<>();
  private boolean unsignedZeros;
  private int number;
  private int rows;

  /**
   * A builder.
   *
   * @param unit the file
   * @param start of the part of it
   * @param rules that tell what is missing
   */
  public BlockBuilder(String unit, long start, List<RawColumn> columns, CellRules rules) {
    this(unit, start, columns, rules, rowsInBlock(columns));
  }

  /**
   * A builder of blocks of up to {@code rows} rows.
   *
   * @param rules that tell what is missing
   */
  public BlockBuilder(List<RawColumn> columns, CellRules rules, int rows) {
    this("", 0, columns, rules, rows);
  }

  private BlockBuilder(
      String unit, long start, List<RawColumn> columns, CellRules rules, int mostRows) {
    this.unit = unit;
    this.start = start;
    this.columns = List.copyOf(columns);
    this.rules = rules;
    this.types = columns.stream().map(RawColumn::type).toArray(CellType[]::new);
    this.signs = new NumberSigns[types.length];
    this.labels = new boolean[types.length];
    this.dates = new boolean[types.length];
    for (int i = 0; i < labels.length; i++) {
      NumberSigns written = columns.get(i).signs();
      signs[i] = written == null || written.isPlain() ? null : written;
      labels[i] = rules.isLabel(columns.get(i).name());
      dates[i] = rules.isDate(columns.get(i).name());
    }
    this.mostRows = mostRows;
    this.chunks =
        columns.stream()
            .map(column -> ChunkBuilder.of(column, mostRows))
            .toArray(ChunkBuilder[]::new);
    this.positions = new long[mostRows];
    this.missingNumbers =
        rules.missing().orElse(Set.of()).stream()
            .mapToDouble(NumberText::parse)
            .filter(Double::isFinite)
            .toArray();
  }

  /** Takes −0 for 0 from now on, where numbers are given row by row. */
  public BlockBuilder withUnsignedZeros() {
    unsignedZeros = true;
    return this;
  }

  private static int rowsInBlock(List<RawColumn> columns) {
    long bytes =
        columns.stream()
            .mapToLong(
                column ->
                    switch (column.type()) {
                      case NUMBER, TEXT -> Double.BYTES;
                      case SKIPPED -> 0L;
                      case BYTES -> column.width();
                      case VECTOR -> (long) Double.BYTES * column.width();
                      case SPARSE -> Math.min(1024L, column.width());
                    })
            .sum();
    return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, BYTES / Math.max(1, bytes)));
  }

  /** The columns. */
  public List<RawColumn> columns() {
    return columns;
  }

  /** The type of a column. */
  public CellType type(int column) {
    return types[column];
  }

  /** A cell as a text, of a column of numbers, of texts, or one that is not read. */
  public void text(int column, char[] text, int offset, int length) {
    switch (types[column]) {
      case NUMBER -> number(column, parse(column, text, offset, length), text, offset, length);
      case TEXT -> words(column, new String(text, offset, length));
      default -> {} // not read
    }
  }

  private double parse(int column, char[] text, int offset, int length) {
    NumberSigns written = signs[column];
    return written == null
        ? NumberText.parse(text, offset, length)
        : written.parse(text, offset, length);
  }

  /** The same. */
  public void text(int column, String text) {
    if (types[column] == CellType.TEXT) {
      words(column, text);
    } else {
      text(column, text.toCharArray(), 0, text.length());
    }
  }

  private void words(int column, String text) {
    if (rules.isMissing(text, dates[column] ? CellType.NUMBER : CellType.TEXT)) {
      chunks[column].missing(rows);
    } else {
      chunks[column].text(rows, text);
    }
  }

  /**
   * A cell of a column of numbers. One whose text is none, or stands for none, is told as a text;
   * so is a label of more digits than a double holds, which would be that of another class.
   *
   * @param value that the text was read as; not finite where it is no number
   */
  public void number(int column, double value, char[] text, int offset, int length) {
    boolean keeps =
        Double.isFinite(value) && !(labels[column] && NumberText.losesDigits(text, offset, length));
    if (keeps) {
      number(column, value);
    } else {
      odd(rows, column, new String(text, offset, length));
    }
  }

  private void odd(int row, int column, String text) {
    if (rules.isMissing(text, CellType.NUMBER)) {
      chunks[column].missing(row);
    } else {
      chunks[column].stray(row, text);
    }
  }

  /** A cell as a number; as a text of digits where the column is one of texts. */
  public void number(int column, double value) {
    if (Double.isNaN(value) || isMissing(value)) {
      chunks[column].missing(rows);
    } else {
      chunks[column].number(rows, unsignedZeros ? value + 0.0 : value);
    }
  }

  /**
   * The numbers of the next rows in a column of numbers, none of which has ended; NaN where one is
   * missing.
   *
   * @param values of which the first {@code count} are given, at most {@link #room}
   */
  public void numbers(int column, double[] values, int count) {
    chunks[column].numbers(rows, values, count);
    for (int i = 0; i < count; i++) {
      double value = values[i];
      if (Math.abs(value) > Float.MAX_VALUE) {
        odd(rows + i, column, Double.toString(value)); // which is told where it stands
      } else if (missingNumbers.length > 0 && isMissing(value)) {
        chunks[column].missing(rows + i);
      }
    }
  }

  /** Whether a number is one that stands for none, such as −999. */
  private boolean isMissing(double value) {
    for (double missing : missingNumbers) {
      if (missing == value) {
        return true;
      }
    }
    return false;
  }

  /**
   * Something in the row that belongs to no column.
   *
   * @param name what a person would call its column
   * @param position of the row
   */
  public void leftOut(String name, long position) {
    if (leftOut.size() < MOST_LEFT_OUT) {
      leftOut.putIfAbsent(name, new LeftOut(name, position));
    }
  }

  /** A cell in which nothing stands. */
  public void missing(int column) {
    chunks[column].missing(rows);
  }

  /** Unsigned bytes, of which there are as many as the column is wide. */
  public void bytes(int column, byte[] values) {
    chunks[column].bytes(rows, values);
  }

  /** Numbers, of which there are as many as the column is wide. */
  public void vector(int column, double[] values) {
    chunks[column].vector(
        rows, unsignedZeros ? Arrays.stream(values).map(value -> value + 0.0).toArray() : values);
  }

  /** The numbers of a sparse row that are not 0, and their places, ascending. */
  public void sparse(int column, int[] indices, double[] values) {
    chunks[column].sparse(rows, indices, values);
  }

  /**
   * Ends the row.
   *
   * @param position of it, counted from the start as the source counts
   */
  public void endRow(long position) {
    positions[rows++] = position;
  }

  /** How many rows may still be given before the block has to be built. */
  public int room() {
    return mostRows - rows;
  }

  /** Whether the block has to be built before there is another row. */
  public boolean isFull() {
    return rows == mostRows;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows == 0;
  }

  /**
   * The block of the rows that have ended since the last one.
   *
   * @param bad the row behind them that could not be read, after which there are no more; or null
   */
  public RawBlock build(@Nullable BadRow bad) {
    ColumnChunk[] built = new ColumnChunk[chunks.length];
    for (int i = 0; i < built.length; i++) {
      built[i] = chunks[i].build(rows);
    }
    RawBlock block =
        new RawBlock(
            new BlockKey(unit, start, number++),
            rows,
            built,
            positions[0],
            offsets(),
            bad,
            leftOut.values().toArray(LeftOut[]::new));
    leftOut.clear();
    rows = 0;
    return block;
  }

  private int[] offsets() {
    boolean plain = true;
    for (int i = 1; i < rows && plain; i++) {
      plain = positions[i] == positions[0] + i;
    }
    return plain
        ? new int[0]
        : Arrays.stream(positions, 0, rows)
            .mapToInt(position -> Math.toIntExact(position - positions[0]))
            .toArray();
  }
}
