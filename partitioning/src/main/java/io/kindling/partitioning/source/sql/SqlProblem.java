package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.source.file.ReadProblem;
import java.io.IOException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/** Why a file of Parquet or ORC cannot be read, in the words of an error line. */
final class SqlProblem {
  private static final String HADOOP = "org.apache.hadoop.";
  private static final String FAILED_READ = "FAILED_READ_FILE"; // a condition of Spark's

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

  /** The same of a job that failed; null also where it did not fail by reading a file. */
  static @Nullable String ofJob(Throwable error) {
    return error instanceof SparkThrowable spark
            && String.valueOf(spark.getCondition()).startsWith(FAILED_READ)
        ? lasting(error)
        : null;
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
