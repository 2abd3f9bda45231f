package io.kindling.partitioning.source.file;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Why a file cannot be read, in the words of an error line. */
public final class ReadProblem {
  private static final String HADOOP = "org.apache.hadoop.";
  private static final String CODECS = "org.apache.hadoop.io.compress.";
  private static final String BZIP2 = "org.apache.commons.compress.";
  private static final String FORBIDDEN = "no permission to read it";
  private static final int LONGEST = 200;

  private ReadProblem() {}

  /**
   * What is found instead of a file that can be read, where reading it again would fail again; null
   * where another try may help, as after a lost connection.
   */
  public static @Nullable String lasting(Throwable error) {
    if (error instanceof EOFException) {
      return "the end of the file";
    }
    if (isForbidden(error)) {
      return FORBIDDEN;
    }
    if (error instanceof FileNotFoundException) {
      return "no such file on the machine of a task";
    }
    if (error instanceof ChecksumException) {
      return "other bytes than its .crc file was written for";
    }
    return isOfCodec(error) ? damage(error) : null;
  }

  /** What is expected in its place. */
  public static String expected(Throwable error) {
    return error instanceof EOFException ? "a whole compressed file" : "a file that can be read";
  }

  /** The error in a few words. */
  public static String describe(Throwable error) {
    if (isForbidden(error)) {
      return FORBIDDEN;
    }
    return isOfCodec(error) ? damage(error) : text(error);
  }

  private static String damage(Throwable error) {
    return "damaged compressed data (" + text(error) + ")";
  }

  /** Java's own files say so in their message only. */
  private static boolean isForbidden(Throwable error) {
    return error instanceof AccessControlException
        || error instanceof AccessDeniedException
        || (error instanceof FileNotFoundException
            && String.valueOf(error.getMessage()).contains("(Permission denied)"));
  }

  /**
   * Whether it was thrown by what unpacks and not by what reads: of their methods on the way, the
   * last one called is a codec's. Their exceptions are of no class of their own.
   */
  private static boolean isOfCodec(Throwable error) {
    if (error instanceof DamagedFileException) {
      return true;
    }
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().startsWith(BZIP2)) {
        return true;
      }
      if (frame.getClassName().startsWith(HADOOP)) {
        return frame.getClassName().startsWith(CODECS);
      }
    }
    return false;
  }

  private static String text(Throwable error) {
    if (error instanceof DamagedFileException) {
      return String.valueOf(error.getMessage());
    }
    String name = error.getClass().getSimpleName();
    String all =
        Optional.ofNullable(error.getMessage()).stream()
            .flatMap(String::lines)
            .filter(line -> !line.isBlank())
            .findFirst()
            .map(line -> name + ": " + line)
            .orElse(name);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
  }
}
