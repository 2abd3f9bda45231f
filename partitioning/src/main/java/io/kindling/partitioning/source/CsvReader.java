package io.kindling.partitioning.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Turns the lines of one split of a CSV file into rows, on an executor. */
final class CsvReader
    implements Function2<InputSplit, Iterator<Tuple2<LongWritable, Text>>, Iterator<SourceRow>> {
  private static final long serialVersionUID = 1L;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final int FEATURE = -1;
  private static final int WEIGHT = -2;

  private final String[] columns;
  private final int[] roles; // the number of a target, or one of the above
  private final int features;
  private final int targets;

  /**
   * @param columns all names, in order
   * @param labels the names of the targets among them
   * @param weight the name of the rows' weights among them, or null
   */
  CsvReader(List<String> columns, List<String> labels, @Nullable String weight) {
    this.columns = columns.toArray(String[]::new);
    this.roles = new int[this.columns.length];
    int plain = 0;
    for (int i = 0; i < roles.length; i++) {
      int label = labels.indexOf(this.columns[i]);
      boolean weighs = this.columns[i].equals(weight);
      roles[i] = label >= 0 ? label : weighs ? WEIGHT : FEATURE;
      plain += roles[i] == FEATURE ? 1 : 0;
    }
    this.features = plain;
    this.targets = labels.size();
  }

  /** The values of a line; none when the line is not valid CSV. */
  static List<String> split(String line) {
    String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.get(0).stream().map(String::strip).toList() : List.of();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // an open quote, or text behind a closed one
    }
  }

  @Override
  public Iterator<SourceRow> call(InputSplit split, Iterator<Tuple2<LongWritable, Text>> lines) {
    String file = ((FileSplit) split).getPath().toString();
    return new Rows(file, lines);
  }

  /** The rows among the lines of a file. */
  private final class Rows implements Iterator<SourceRow> {
    private final String file;
    private final Iterator<Tuple2<LongWritable, Text>> lines;
    private @Nullable SourceRow next;
    private long offset;
    private boolean ended;

    Rows(String file, Iterator<Tuple2<LongWritable, Text>> lines) {
      this.file = file;
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      while (next == null && !ended) {
        advance();
      }
      return next != null;
    }

    private void advance() {
      if (!hasLine()) {
        ended = true;
        return;
      }
      Tuple2<LongWritable, Text> line = lines.next();
      offset = line._1().get();
      if (line._2().getLength() > 0 && !isHeader(line)) {
        next = row(file, offset, line._2().toString());
      }
    }

    /** Whether there is another line; a compressed file that is cut off ends with a bad row. */
    private boolean hasLine() {
      try {
        return lines.hasNext();
      } catch (Exception e) { // Scala's iterators throw it undeclared
        if (!(e instanceof EOFException)) {
          throw e;
        }
        next = SourceRow.bad(file, offset, "the end of the file", "a whole compressed file");
        return false;
      }
    }

    @Override
    public SourceRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SourceRow row = Objects.requireNonNull(next);
      next = null;
      return row;
    }
  }

  private boolean isHeader(Tuple2<LongWritable, Text> line) {
    return line._1().get() == 0 && split(line._2().toString()).equals(List.of(columns));
  }

  private SourceRow row(String file, long offset, String line) {
    List<String> values = split(line);
    if (values.size() != columns.length || offset == 0) {
      String found = values.isEmpty() ? "a line that is not valid CSV" : values.size() + " columns";
      String expected = "%d (%s)".formatted(columns.length, String.join(", ", columns));
      return offset == 0
          ? SourceRow.bad(file, 0, "'" + line + "'", "the header " + String.join(",", columns))
          : SourceRow.bad(file, offset, found, expected);
    }
    float[] rowFeatures = new float[features];
    float[] rowTargets = new float[targets];
    float weight = 1;
    int filled = 0;
    for (int i = 0; i < columns.length; i++) {
      float value;
      try {
        value = (float) Double.parseDouble(values.get(i));
      } catch (NumberFormatException e) {
        return SourceRow.bad(
            file, offset, "'%s' in column '%s'".formatted(values.get(i), columns[i]), "a number");
      }
      if (roles[i] == FEATURE) {
        rowFeatures[filled++] = value;
      } else if (roles[i] == WEIGHT) {
        weight = value;
      } else {
        rowTargets[roles[i]] = value;
      }
    }
    return SourceRow.of(file, offset, rowFeatures, rowTargets, weight);
  }
}
