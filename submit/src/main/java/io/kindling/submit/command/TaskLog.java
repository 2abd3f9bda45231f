package io.kindling.submit.command;

import io.kindling.submit.console.LogFile;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;

/** Spark's log of tasks that fail: stack traces, once from the task and once from the scheduler. */
final class TaskLog {
  /** Where the command says how to log, as it does where no spark-submit brings its own way. */
  private static final String OWN = "kindling-log4j2.properties";

  private static final List<String> LOGGERS =
      List.of("org.apache.spark.executor.Executor", "org.apache.spark.scheduler.TaskSetManager");

  private TaskLog() {}

  /**
   * Turns it off where the first task that fails ends the command, which says in one line what the
   * matter is; {@code --stacktrace} shows what is not logged. Where Spark tries tasks again, the
   * log is the only one to say so; and a log that is a file may have all of it.
   */
  static void applyTo(SparkConf conf) {
    if (!LogFile.isOn()
        && OWN.equals(System.getProperty("log4j2.configurationFile"))
        && failsAtOnce(conf.get("spark.master"))) {
      LOGGERS.forEach(logger -> Configurator.setLevel(logger, Level.OFF));
    }
  }

  /** In one JVM Spark tries a task once, unless the master says more often: local[N,TIMES]. */
  static boolean failsAtOnce(String master) {
    return master.equals("local") || (master.startsWith("local[") && !master.contains(","));
  }
}
