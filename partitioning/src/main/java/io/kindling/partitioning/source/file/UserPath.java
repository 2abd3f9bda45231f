package io.kindling.partitioning.source.file;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Paths as users write them, and as Hadoop takes them. Hadoop itself takes everything before a
 * colon for a scheme, so that it cannot read a folder called {@code at 16:00}.
 */
public final class UserPath {
  // Two letters or more, since a single one is a drive of Windows; and a slash behind the colon.
  private static final Pattern URI =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):(?://([^/]*))?(/.*)?", Pattern.DOTALL);
  private static final String LOCAL = "file";

  private UserPath() {}

  /**
   * The path that a user's text names, character by character: nothing in it is decoded, and glob
   * characters stand for themselves. A text is a URI if it starts with a scheme of two letters or
   * more, a colon and a slash.
   *
   * @throws InvalidInputException when the text names no path
   */
  public static Path of(String text) {
    if (text.isEmpty()) {
      throw new InvalidInputException("found an empty path, expected a file or a folder");
    }
    Matcher uri = URI.matcher(text);
    try {
      if (!isUri(text) || !uri.matches()) {
        return new Path(null, null, text);
      }
      String authority = uri.group(2) == null || uri.group(2).isEmpty() ? null : uri.group(2);
      return new Path(uri.group(1), authority, uri.group(3) == null ? "/" : uri.group(3));
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.at(text, ReadProblem.describe(e), "a path or a URI");
    }
  }

  /** Whether a text starts with a scheme such as {@code hdfs:/} or {@code file:/}. */
  public static boolean isUri(String text) {
    Matcher uri = URI.matcher(text);
    return uri.matches() && text.startsWith("/", uri.end(1) + 1);
  }

  /** The child of a folder, whatever its name is made of. */
  public static Path child(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }

  /** A path as a user would write it: without the scheme that Hadoop adds to local files. */
  public static String shown(Path path) {
    return LOCAL.equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  /** A user's text as errors show it: without the scheme of local files. */
  public static String shown(String text) {
    return isUri(text) && text.startsWith(LOCAL + ":") ? shown(of(text)) : text;
  }

  /**
   * The file system of a path, one that Hadoop shares.
   *
   * @throws InvalidInputException when there is none for its scheme, or its classes are missing
   */
  public static FileSystem fileSystem(Path path, Configuration hadoop) {
    try {
      return path.getFileSystem(hadoop);
    } catch (IOException | RuntimeException | LinkageError e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(
          shown(path), FileSystemPackages.found(path, e), FileSystemPackages.expected(path, e));
    }
  }
}
