package io.kindling.partitioning.source.lines;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a file, whose lines are those that start in it.
 *
 * @param path of the file, as Hadoop writes it
 * @param start the byte from which on lines count
 * @param end the byte behind the last that may start a line; {@link #WHOLE} for all
 * @param keys what the {@code key=value} folders above the file say, in the order of their columns
 */
public record FilePart(String path, long start, long end, List<String> keys)
    implements Serializable {
  /** The end of a file that is not divided. */
  public static final long WHOLE = Long.MAX_VALUE;

  /** Copies. */
  public FilePart {
    keys = List.copyOf(keys);
  }
}
