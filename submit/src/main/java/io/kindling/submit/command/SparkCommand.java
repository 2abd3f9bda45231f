package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command whose work is Spark's: where that runs, what it prints, what a signal leaves of it. */
abstract class SparkCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin final MasterOption master = new MasterOption();

  /** What picocli made of the arguments. */
  final CommandSpec command() {
    return command;
  }

  /** A context that goes by the command's name, as in {@code kindling train}. */
  final JavaSparkContext start() {
    return master.start(command.qualifiedName());
  }

  /** Does the work; {@code farewell} says what a signal leaves of it, unless the work says so. */
  final <T> T during(String farewell, Interruption.Work<T> work) throws IOException {
    return Interruption.during(command.commandLine().getErr(), farewell, work);
  }

  /** The same of what a config file declares, which errors of its settings name. */
  final <T> T during(String farewell, ConfigFile file, Interruption.Work<T> work)
      throws IOException {
    try {
      return during(farewell, work);
    } catch (InvalidInputException e) {
      throw e.declaredIn(file.toString());
    }
  }

  /** Where lines for people go. */
  final PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints a line, at once. */
  final void println(String line) {
    out().println(line);
    out().flush();
  }

  /** The same with numbers, which are written alike in every locale. */
  final void println(String format, @Nullable Object... arguments) {
    println(String.format(Locale.ROOT, format, arguments));
  }

  /** Tells what was seen of files. */
  void seen(String line) {
    println("Seen: " + line);
  }
}
