package io.kindling.submit.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.spark.util.Utils;

/**
 * What a command says, in one line, when a signal ends the process (Ctrl-C, SIGTERM): before Spark
 * stops its context, or breaks off starting one, and then logs much that helps nobody.
 */
final class Interruption {
  private static final int BEFORE_SPARK = 1000; // Spark's own priority is 40
  private static final long PATIENCE_MINUTES = 10; // a large model that is just being saved

  private final PrintWriter err;
  private final Runnable hook = this::run;
  private volatile Supplier<String> farewell;

  private Interruption(PrintWriter err, String farewell) {
    this.err = err;
    this.farewell = () -> farewell;
  }

  /**
   * The work of a command, from before Spark starts until it has stopped.
   *
   * @param <T> what it comes to
   */
  interface Work<T> {
    /** Does it. */
    T under(Interruption interruption) throws IOException;
  }

  /**
   * Does the work of a command.
   *
   * @param farewell says what is left as long as the work says nothing else
   */
  static <T> T during(PrintWriter err, String farewell, Work<T> work) throws IOException {
    Interruption interruption = new Interruption(err, farewell);
    ShutdownHookManager.get()
        .addShutdownHook(interruption.hook, BEFORE_SPARK, PATIENCE_MINUTES, TimeUnit.MINUTES);
    try {
      return work.under(interruption);
    } finally {
      interruption.end();
    }
  }

  /**
   * From now on there is more to do.
   *
   * @param cleansUp and says what is left
   */
  void leaveWith(Supplier<String> cleansUp) {
    farewell = cleansUp;
  }

  /** Cleans up, and says what is left. */
  String leave() {
    return farewell.get();
  }

  private void run() {
    Utils.setLogLevel(Level.OFF);
    System.setErr(
        new PrintStream(OutputStream.nullOutputStream())); // where Scala's futures complain
    err.println("kindling: interrupted; " + leave());
    err.flush();
  }

  /**
   * When the process is ending this does not return: what the command would say now is about a
   * context that was stopped beneath it.
   */
  private void end() {
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(hook);
      return;
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
