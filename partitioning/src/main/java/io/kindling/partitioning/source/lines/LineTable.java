package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Makes tables of files of lines. */
public final class LineTable {
  private LineTable() {}

  /**
   * How files are read.
   *
   * @param format of a row
   * @param columns what a row has, the keys of folders behind the others
   * @param rules what is missing
   * @param encoding of the files; null where it is not declared
   */
  public record Reading(
      LineFormat format, List<RawColumn> columns, CellRules rules, @Nullable String encoding)
      implements Serializable {
    /** Copies. */
    public Reading {
      columns = List.copyOf(columns);
    }

    private boolean isSplittable() {
      return encoding == null || Content.isSplittable(Charset.forName(encoding));
    }
  }

  /**
   * The table of files.
   *
   * @param path that names them
   * @param divided whether a file may be read in several parts, since no row has line breaks
   */
  public static RawTable of(
      JavaSparkContext context,
      String path,
      List<ListedFile> files,
      Reading reading,
      boolean divided,
      List<String> notes,
      String head) {
    Configuration configuration = context.hadoopConfiguration();
    List<List<FilePart>> tasks =
        parts(configuration, files, reading, divided, context.defaultParallelism());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(configuration));
    JavaRDD<RawBlock> blocks =
        PartHosts.numbers(context, tasks).mapPartitions(new Tasks(hadoop, reading, tasks));
    return new RawTable(
        UserPath.shown(path),
        reading.columns(),
        blocks,
        new LinePlaces(configuration),
        notes,
        Optional.empty(),
        head);
  }

  /** The parts of files for each task. */
  static List<List<FilePart>> parts(
      Configuration configuration,
      List<ListedFile> files,
      Reading reading,
      boolean divided,
      int cores) {
    return FileParts.of(configuration, files, divided && reading.isSplittable(), cores);
  }

  /** Reads the parts of a task. */
  static LocalBlocks.Reader read(
      Configuration configuration, Reading reading, List<FilePart> parts) {
    return new PartsReader(configuration, reading, parts);
  }

  /** Reads the parts of a task one after the other. */
  private record Tasks(
      Broadcast<SerializableConfiguration> hadoop, Reading reading, List<List<FilePart>> parts)
      implements FlatMapFunction<Iterator<Integer>, RawBlock> {
    @Override
    public Iterator<RawBlock> call(Iterator<Integer> tasks) {
      PartsReader reader =
          new PartsReader(hadoop.value().value(), reading, parts.get(tasks.next()));
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) context -> reader.close());
      return reader;
    }
  }

  private static final class PartsReader implements LocalBlocks.Reader {
    private final Configuration configuration;
    private final Reading reading;
    private final Iterator<FilePart> parts;
    private PartReader blocks;

    PartsReader(Configuration configuration, Reading reading, List<FilePart> parts) {
      this.configuration = configuration;
      this.reading = reading;
      this.parts = parts.iterator();
      this.blocks = next(this.parts.next());
    }

    @Override
    public void close() {
      blocks.close();
    }

    private PartReader next(FilePart part) {
      return new PartReader(configuration, reading, part);
    }

    @Override
    public boolean hasNext() {
      while (!blocks.hasNext() && parts.hasNext()) {
        blocks.close();
        blocks = next(parts.next());
      }
      return blocks.hasNext();
    }

    @Override
    public RawBlock next() {
      return blocks.next();
    }
  }
}
