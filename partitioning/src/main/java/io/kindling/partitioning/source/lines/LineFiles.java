package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Files of lines that have been looked at, and are to be read.
 *
 * @param path that names them
 * @param reading how they are read
 * @param divided whether a file may be read in several parts, since no row has line breaks
 * @param notes of what was seen in them
 * @param head where the names of columns stand
 */
public record LineFiles(
    String path,
    List<ListedFile> files,
    LineTable.Reading reading,
    boolean divided,
    List<String> notes,
    String head) {
  /** Copies. */
  public LineFiles {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** Their table, read by Spark. */
  public RawTable table(JavaSparkContext context) {
    return LineTable.of(context, path, files, reading, divided, notes, head);
  }

  /** Their table, read on this machine, in the parts that Spark divides them into on it. */
  public LocalTable local(Configuration configuration) {
    int cores = Runtime.getRuntime().availableProcessors();
    List<LocalBlocks.Part> parts =
        LineTable.parts(configuration, files, reading, divided, cores).stream()
            .<LocalBlocks.Part>map(task -> () -> LineTable.read(configuration, reading, task))
            .toList();
    return new LocalTable(
        UserPath.shown(path),
        reading.columns(),
        new LocalBlocks(parts),
        new LinePlaces(configuration),
        notes,
        head);
  }
}
