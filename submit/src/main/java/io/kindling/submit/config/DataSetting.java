package io.kindling.submit.config;

import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.partitioning.source.file.UserPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The declaration of a data set: {@code {format: csv, path: …, label: …}} or another of the {@link
 * SourceFormats}; {@code label} may be a list of columns, and {@code weight} names one.
 *
 * @param source the rows
 */
record DataSetting(RowSource source) {
  /** Reads it; paths are relative to {@code folder}, or any Hadoop URI. */
  static DataSetting read(Setting setting, Path folder) {
    return new DataSetting(SourceFormats.read(setting, path -> resolve(folder, path)));
  }

  /**
   * A path relative to the config file lies on its file system, which is this machine's, whatever
   * Hadoop's default is. Others are taken as they are.
   */
  private static String resolve(Path folder, Setting setting) {
    String text = setting.text();
    try {
      if (text.isEmpty()) {
        throw setting.wrong("a file or a folder");
      }
      boolean relative = !UserPath.isUri(text) && !Path.of(text).isAbsolute();
      return relative ? "file:" + folder.resolve(text).normalize() : text;
    } catch (InvalidPathException e) {
      throw setting.wrong("a path: " + e.getReason());
    }
  }
}
