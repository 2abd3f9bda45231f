package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.file.ReadProblem;
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

  /** The position of what is wrong with a file as a whole: blocks are read ahead of lines. */
  static final long WHOLE_FILE = -1;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CsvLayout layout;

  CsvReader(CsvLayout layout) {
    this.layout = layout;
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

    /** Whether there is another line; a file that cannot be read to its end ends with a bad row. */
    private boolean hasLine() {
      try {
        return lines.hasNext();
      } catch (Exception e) { // Scala's iterators throw it undeclared
        String found = ReadProblem.lasting(e);
        if (found == null) {
          throw e;
        }
        next = SourceRow.bad(file, WHOLE_FILE, found, ReadProblem.expected(e));
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
    return line._1().get() == 0 && split(line._2().toString()).equals(layout.header());
  }

  private SourceRow row(String file, long offset, String line) {
    List<String> columns = layout.header();
    if (offset == 0) {
      return SourceRow.bad(
          file, 0, "'" + Names.shortened(line) + "'", "the header " + Names.shortened(columns));
    }
    List<String> values = split(line);
    if (values.size() != columns.size()) {
      String found = values.isEmpty() ? "a line that is not valid CSV" : values.size() + " columns";
      String expected = columns.size() + " (" + Names.shortened(columns) + ")";
      return SourceRow.bad(file, offset, found, expected);
    }
    return layout.row(file, offset, values);
  }
}
