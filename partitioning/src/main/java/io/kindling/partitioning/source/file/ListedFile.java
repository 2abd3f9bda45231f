package io.kindling.partitioning.source.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;

/**
 * A file, and what the {@code key=value} folders between it and the path that was named say.
 *
 * @param status of the file
 * @param keys and their values, from the outermost folder on; empty where a value is missing
 * @param isFound whether it was found in a folder, and not named itself
 */
public record ListedFile(FileStatus status, Map<String, String> keys, boolean isFound) {
  /** Copies. */
  public ListedFile {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }
}
