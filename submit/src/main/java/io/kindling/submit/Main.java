package io.kindling.submit;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.command.CatalogueCommand;
import io.kindling.submit.command.CheckCommand;
import io.kindling.submit.command.CompareCommand;
import io.kindling.submit.command.DoctorCommand;
import io.kindling.submit.command.EvaluateCommand;
import io.kindling.submit.command.ExplainCommand;
import io.kindling.submit.command.ExportCommand;
import io.kindling.submit.command.FailedException;
import io.kindling.submit.command.FindRateCommand;
import io.kindling.submit.command.InitCommand;
import io.kindling.submit.command.InspectCommand;
import io.kindling.submit.command.PredictCommand;
import io.kindling.submit.command.ReportCommand;
import io.kindling.submit.command.ReproduceCommand;
import io.kindling.submit.command.RunsCommand;
import io.kindling.submit.command.TrainCommand;
import io.kindling.submit.console.LogFile;
import io.kindling.submit.console.VisibleControls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/**
 * {@code kindling}. Exit status: 0 done; 1 the work failed; 2 bad usage, config or data. Errors are
 * one line on the error stream.
 */
@Command(
    name = "kindling",
    description = "Trains neural networks on Apache Spark, data-parallel.",
    footer = {
      "    kindling init people.csv --label income",
      "    kindling train people.yaml --output runs/people",
      "    kindling predict runs/people/model --data others.csv --output out",
      "",
      "kindling COMMAND --help shows the options of a command, and examples."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ExplainCommand.class,
      ExportCommand.class,
      CheckCommand.class,
      CompareCommand.class,
      FindRateCommand.class,
      ReportCommand.class,
      RunsCommand.class,
      ReproduceCommand.class,
      InspectCommand.class,
      CatalogueCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main {
  private static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  private static final String EXAMPLES = "%nExamples:%n";
  private static final String COMPLETION = "generate-completion";

  @Option(
      names = "--stacktrace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean stackTrace;

  @Option(
      names = "--log-file",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "Where Spark's log and Kindling's go, from INFO on, instead of warnings to the terminal;"
              + " a file of this machine, which is added to.")
  private @Nullable Path logFile;

  /** The version that the jar's manifest names; none where the classes are in no jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {version == null ? "Kindling" : "Kindling " + version};
    }
  }

  /**
   * Runs the command, and ends the process where it failed. Where it did not, the method returns:
   * to a cluster that runs the driver, as YARN does, a process that ends itself has failed.
   */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    int status = run(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs the command and returns its exit status. */
  public static int run(String... arguments) {
    PrintWriter err = VisibleControls.on(System.err);
    Optional<String> complaint = JavaVersion.complaint(Runtime.version().feature());
    if (complaint.isPresent()) {
      err.println("kindling: " + complaint.get());
      return BAD_INPUT;
    }
    Main main = new Main();
    return main.execute(new CommandLine(main), err, arguments);
  }

  /** Runs the command of {@code line}. */
  int execute(CommandLine line, PrintWriter err, String... arguments) {
    line.setOut(VisibleControls.on(System.out))
        .setErr(err)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)) // its codes would be shown too
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(this::run)
        .setParameterExceptionHandler(Main::badUsage)
        .setExecutionExceptionHandler((error, command, parsed) -> failed(error, command));
    addExamples(line);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) { // picocli handles exceptions, but no errors
      return failed(e, line);
    }
  }

  /** What a command's footer holds. */
  private static void addExamples(CommandLine line) {
    line.getCommandSpec().usageMessage().footerHeading(EXAMPLES);
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              var usage = command.getCommandSpec().usageMessage();
              usage.footerHeading(EXAMPLES);
              if (name.equals(COMPLETION)) { // picocli's own command
                usage.footer("    source <(kindling %s)".formatted(COMPLETION));
              }
            });
  }

  private int run(CommandLine.ParseResult parsed) {
    if (logFile != null) {
      try {
        LogFile.begin(logFile);
      } catch (InvalidInputException e) {
        CommandLine line = parsed.commandSpec().commandLine();
        throw new CommandLine.ExecutionException(line, "no log", e);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int badUsage(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .printf("%s: %s%s; see %s --help%n", name, message(error), suggestion(error), name);
    return BAD_INPUT;
  }

  private static String suggestion(CommandLine.ParameterException error) {
    return error instanceof CommandLine.UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? ", expected " + String.join(" or ", unmatched.getSuggestions())
        : "";
  }

  private int failed(Throwable error, CommandLine command) {
    String line = VisibleControls.inOneLine(FailedException.lineOf(error));
    command.getErr().println("kindling: " + line);
    if (LogFile.isOn()) {
      LoggerFactory.getLogger(Main.class).error("the command failed", error);
    }
    if (stackTrace) {
      error.printStackTrace(command.getErr());
    }
    return error instanceof InvalidInputException ? BAD_INPUT : FAILED;
  }

  /** A line break in a message is from a file or an argument. */
  private static String message(Exception error) {
    return VisibleControls.inOneLine(String.valueOf(error.getMessage()));
  }
}
