package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.source.file.ReadProblem;
import java.io.IOException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/** Why a file of Parquet or ORC cannot be read, in the words of an error line. */
final class SqlProblem {
  private static final String HADOOP = "org.apache.hadoop.";

  private SqlProblem() {}

  /**
   * What is found instead of a file that can be read, where reading it again would fail again; null
   * where another try may help, as after a lost connection.
   */
  static @Nullable String lasting(Throwable error) {
    TaskContext task = TaskContext.get();
    if (error instanceof TaskKilledException || (task != null && task.isInterrupted())) {
      return null;
    }
    Throwable root = error;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String known = ReadProblem.lasting(cause);
      if (known != null) {
        return known;
      }
      root = cause;
    }
    return root instanceof IOException && isOfFileSystem(root)
        ? null
        : "damaged data (" + ReadProblem.describe(root) + ")";
  }

  /** Whether it was thrown by what fetches bytes and not by what decodes them. */
  private static boolean isOfFileSystem(Throwable error) {
    for (StackTraceElement frame : error.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.")) {
        return frame.getClassName().startsWith(HADOOP);
      }
    }
    return false;
  }
}
