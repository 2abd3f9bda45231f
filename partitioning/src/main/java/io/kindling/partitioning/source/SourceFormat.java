package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import java.util.List;

/**
 * A format of data by its name in config files and on the command line. Others than Kindling's own
 * go by the full names of their classes, or by their own names if {@link java.util.ServiceLoader}
 * finds them: the names of the classes that implement this then stand, a line each, in {@code
 * META-INF/services/io.kindling.partitioning.source.SourceFormat} of a jar that the thread's
 * context class loader knows. Such a class is public and has a public constructor without
 * arguments.
 */
public interface SourceFormat {
  /** The name, such as {@code csv}. */
  String name();

  /** What it is, in a line. */
  String description();

  /** The names of its settings, the file first. */
  default List<String> settings() {
    return List.of();
  }

  /**
   * Reads the declaration of a source, but for its {@code format}, {@code label} and {@code
   * weight}.
   *
   * @param fields which are asked for what the format knows
   * @param paths where files are
   * @throws io.kindling.kernels.spec.InvalidInputException when a setting is missing or wrong
   */
  RowSource read(Fields fields, Paths paths);

  /** Where files are that a declaration names. */
  @FunctionalInterface
  interface Paths {
    /** The path that a setting means: that of a file, a folder, a glob, or a Hadoop URI. */
    String resolve(Setting setting);
  }
}
