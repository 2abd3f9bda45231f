package io.kindling.submit.command;

import io.kindling.partitioning.source.RowSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name rows to evaluate or to score. */
final class DataOptions {
  /** Which paths are meant, unlike in a config file. */
  static final String RELATIVE =
      " A relative path is one of Hadoop's default file system (fs.defaultFS).";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "The rows: a file, a folder or a glob; for idx, the file of features." + RELATIVE)
  private String data;

  @Mixin private final FormatOptions format = new FormatOptions();

  /** The path that names them. */
  String path() {
    return data;
  }

  /** The rows. */
  RowSource rows() {
    return rows(data);
  }

  /** The rows at another path, of the same format. */
  RowSource rows(String path) {
    return format.rows(path);
  }
}
