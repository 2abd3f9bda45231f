package io.kindling.submit.command;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a command says, in one line, when a signal ends the process (Ctrl-C, SIGTERM): before Spark
 * stops its context, whose threads then log much that helps nobody.
 */
final class Interruption {
  private static final int BEFORE_SPARK = 1000; // Spark's own priority is 40
  private static final long PATIENCE_MINUTES = 10; // a large model that is just being saved

  private final JavaSparkContext context;
  private final PrintWriter err;
  private final Supplier<String> farewell;
  private final Runnable hook = this::run;

  private Interruption(JavaSparkContext context, PrintWriter err, Supplier<String> farewell) {
    this.context = context;
    this.err = err;
    this.farewell = farewell;
  }

  /**
   * Does the work of a command.
   *
   * @param farewell cleans up, and says what is left
   */
  static <T> T during(
      JavaSparkContext context, PrintWriter err, Supplier<String> farewell, Supplier<T> work) {
    Interruption interruption = new Interruption(context, err, farewell);
    ShutdownHookManager.get()
        .addShutdownHook(interruption.hook, BEFORE_SPARK, PATIENCE_MINUTES, TimeUnit.MINUTES);
    try {
      return work.get();
    } finally {
      interruption.end();
    }
  }

  private void run() {
    context.setLogLevel("OFF");
    err.println("kindling: interrupted; " + farewell.get());
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
