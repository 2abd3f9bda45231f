package io.kindling.partitioning.source.sql;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/** Why a file of Parquet or ORC cannot be read, in the words of an error line. */
final class SqlProblem {
  private static final String HADOOP = "org.apache.hadoop.";
  private static final String OURS = "io.kindling.";

  /** What is expected in place of a file that cannot be read, or not from some row on. */
  static final String EXPECTED = "a file that can be read";

  private SqlProblem() {}

  /**
   * What is found instead of a file that can be read, where reading it again would fail again; null
   * where another try may help, as after a lost connection.
   */
  static @Nullable String lasting(Throwable error) {
    TaskContext task = TaskContext.get();
    if (error instanceof TaskKilledException
        || (task != null && task.isInterrupted())
        || Interrupts.caused(error)) {
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

  /**
   * What is wrong with a row of which a value could not be had: Spark's readers decode some values
   * only when they are asked for, and believe the file where these lie.
   *
   * @param position of the row, or {@link BadRow#WHOLE_UNIT}
   * @throws RuntimeException the error itself, where it is not the reader's, or another try may
   *     help
   */
  static UnreadableRowException unreadable(RuntimeException error, long position) {
    String found = isThrownBy(OURS, error) ? null : lasting(error);
    if (found == null) {
      throw error;
    }
    return new UnreadableRowException(position, found, EXPECTED);
  }

  /** Whether it was thrown by what fetches bytes and not by what decodes them. */
  private static boolean isOfFileSystem(Throwable error) {
    return isThrownBy(HADOOP, error);
  }

  /** By which packages, but for Java's own; none where Java leaves the trace out, in hot code. */
  private static boolean isThrownBy(String packages, Throwable error) {
    for (StackTraceElement frame : error.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
        return name.startsWith(packages);
      }
    }
    return false;
  }
}
