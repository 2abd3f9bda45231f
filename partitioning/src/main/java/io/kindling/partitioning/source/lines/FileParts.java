package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.ListedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Divides files into parts, and those into tasks: large files into many of each, several small ones
 * into one task.
 */
final class FileParts {
  /** The setting of Hadoop that says how many bytes are read in one go at most. */
  static final String MOST_BYTES = "mapreduce.input.fileinputformat.split.maxsize";

  private static final long FEWEST_BYTES = 4L << 20; // what opening a file costs, as Spark has it
  private static final long USUAL_BYTES = 32L << 20;

  private FileParts() {}

  /**
   * The parts of each task.
   *
   * @param divided whether lines can be found from anywhere in a file that is not packed
   * @param cores for which there should be something to do
   */
  static List<List<FilePart>> of(
      Configuration configuration, List<ListedFile> files, boolean divided, int cores) {
    long total = files.stream().mapToLong(file -> file.status().getLen()).sum();
    long fair = Math.max(FEWEST_BYTES, total / Math.max(1, cores) + 1);
    long most = Math.max(1, configuration.getLong(MOST_BYTES, USUAL_BYTES));
    long size = Math.min(most, fair);
    CompressionCodecFactory codecs = new CompressionCodecFactory(configuration);

    List<List<FilePart>> tasks = new ArrayList<>();
    List<FilePart> task = new ArrayList<>();
    long bytes = 0;
    for (ListedFile file : files) {
      boolean whole = !divided || codecs.getCodec(file.status().getPath()) != null;
      for (FilePart part : parts(file, whole ? FilePart.WHOLE : size)) {
        long length = Math.min(part.end(), file.status().getLen()) - part.start();
        if (bytes > 0 && bytes + length > size) {
          tasks.add(List.copyOf(task));
          task.clear();
          bytes = 0;
        }
        task.add(part);
        bytes += length + Math.min(FEWEST_BYTES, size / 8);
      }
    }
    return Stream.concat(tasks.stream(), Stream.of(List.copyOf(task))).toList();
  }

  private static List<FilePart> parts(ListedFile file, long size) {
    FileStatus status = file.status();
    String path = status.getPath().toString();
    List<String> keys = List.copyOf(file.keys().values());
    List<FilePart> parts = new ArrayList<>();
    if (status.getLen() <= size) {
      return List.of(new FilePart(path, 0, FilePart.WHOLE, keys));
    }
    long count = (status.getLen() + size - 1) / size;
    for (long i = 0; i < count; i++) {
      long end = i + 1 == count ? FilePart.WHOLE : (i + 1) * size;
      parts.add(new FilePart(path, i * size, end, keys));
    }
    return parts;
  }
}
