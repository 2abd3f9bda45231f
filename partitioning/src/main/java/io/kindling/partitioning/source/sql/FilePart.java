package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.source.file.UserPath;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A part of a file.
 *
 * @param file what errors call it
 * @param start its first byte
 */
record FilePart(String file, long start) {
  /** What the thread's task reads. */
  static FilePart current() {
    String file = InputFileBlockHolder.getInputFilePath().toString();
    return new FilePart(
        file.isEmpty() ? "" : UserPath.shown(new Path(URI.create(file))),
        InputFileBlockHolder.getStartOffset());
  }

  /** Whether the thread's task still reads what it read. */
  static boolean isCurrent(UTF8String file, long start) {
    return start == InputFileBlockHolder.getStartOffset()
        && file.equals(InputFileBlockHolder.getInputFilePath());
  }
}
