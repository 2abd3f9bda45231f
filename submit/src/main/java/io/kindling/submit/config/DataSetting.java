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
  /** Reads it; paths are relative to the config file, or any Hadoop URI. */
  static DataSetting read(Setting setting, ConfigFile file) {
    return new DataSetting(SourceFormats.read(setting, path -> resolve(file, path)));
  }

  /**
   * A path relative to the config file lies on its file system, whatever Hadoop's default is.
   * Others are taken as they are.
   */
  static String resolve(ConfigFile file, Setting setting) {
    String text = setting.text();
    try {
      if (text.isEmpty()) {
        throw setting.wrong("a file or a folder");
      }
      boolean relative = !UserPath.isUri(text) && !Path.of(text).isAbsolute();
      return relative ? file.resolve(text) : text;
    } catch (InvalidPathException e) {
      throw setting.wrong("a path: " + e.getReason());
    }
  }
}
