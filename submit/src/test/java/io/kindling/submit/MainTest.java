package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the command line says before any Spark is needed. */
final class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian run.yaml             | kindling: Unmatched arguments from index 0: 'trian', 'run.yaml', expected train; see kindling --help
          --fast                     | kindling: Unknown option: '--fast'; see kindling --help
          train                      | kindling train: Missing required parameter: 'CONFIG.yaml'; see kindling train --help
          train run.yaml --ouput=x   | kindling train: Unknown option: '--ouput=x', expected --output; see kindling train --help
          train run.yaml --set seed  | kindling train: Value for option option '--set' (KEY.PATH=VALUE) should be in KEY=VALUE format but was seed; see kindling train --help
          evaluate model             | kindling evaluate: Missing required option: '--data=PATH'; see kindling evaluate --help
          predict model --data a.csv | kindling predict: Missing required option: '--output=DIR'; see kindling predict --help
          """)
  void badUsageIsToldInOneLine(String arguments, String error) {
    assertEquals(new Outcome(2, List.of(), List.of(error)), Outcome.of(arguments.split(" +", -1)));
  }

  @Test
  void noCommandIsBadUsage() {
    assertEquals(
        new Outcome(
            2, List.of(), List.of("kindling: Missing required subcommand; see kindling --help")),
        Outcome.of());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpNamesEveryCommand(String name, Command command) {
    String line = "^ +%s +%s.*".formatted(name, firstWords(command));
    List<String> help = Outcome.of("--help").out();
    assertEquals(1, help.stream().filter(l -> l.matches(line)).count(), help.toString());
  }

  /** As many as are sure to stand in one line. */
  private static String firstWords(Command command) {
    String description = command.description()[0];
    return Pattern.quote(description.substring(0, Math.min(20, description.length())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandIsNoErrorAndNamesItsOptions(String name, Command command, Class<?> type) {
    Outcome help = Outcome.of(name, "--help");
    assertEquals(0, help.status());
    assertEquals(List.of(), help.err());
    String text = String.join("\n", help.out());
    List<String> options =
        Stream.of(type.getDeclaredFields())
            .map(field -> field.getAnnotation(Option.class))
            .filter(Objects::nonNull)
            .flatMap(option -> Stream.of(option.names()))
            .toList();
    assertEquals(List.of(), options.stream().filter(option -> !text.contains(option)).toList());
  }

  /** Each class of the package of commands that is one: its name, declaration and class. */
  static Stream<Arguments> commands() throws IOException {
    List<Arguments> commands = new ArrayList<>();
    for (Class<?> type : classesOf("io.kindling.submit.command")) {
      Command command = type.getAnnotation(Command.class);
      if (command != null) {
        commands.add(Arguments.arguments(command.name(), command, type));
      }
    }
    assertTrue(commands.size() > 1, "no commands found");
    return commands.stream();
  }

  private static List<Class<?>> classesOf(String name) throws IOException {
    Path classes = Path.of("target/classes", name.split("\\."));
    try (Stream<Path> files = Files.list(classes)) {
      List<Class<?>> found = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String simple = file.getFileName().toString().replace(".class", "");
        found.add(Class.forName(name + "." + simple));
      }
      return found;
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theVersionIsOneLineThatNamesKindling() {
    Outcome outcome = Outcome.of("--version");
    assertEquals(1, outcome.out().size(), outcome.toString());
    assertTrue(outcome.lastLine().matches("Kindling(?! null).*"), outcome.lastLine());
  }

  @Test
  void aMissingConfigIsBadInput(@TempDir Path folder) {
    Path missing = folder.resolve("run.yaml");
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of("kindling: %s: found no such file, expected a config file".formatted(missing))),
        Outcome.of("train", missing.toString()));
  }

  @Test
  void aBadConfigIsToldInOneLine(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("run.yaml"), "data: {train: {format: tsv}}\n");
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                ("kindling: %s:1: data.train.format: found 'tsv', expected 'csv' (nearest), of:"
                        + " csv, idx, images, json, libsvm, orc, parquet")
                    .formatted(config))),
        Outcome.of("train", config.toString()));
  }

  @Test
  void aProcessThatHasDoneItsWorkIsNotEnded() {
    PrintStream before = System.out;
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    try {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
      Main.main(new String[] {"--version"}); // ends the tests if it ends the process
    } finally {
      System.setOut(before);
      Locale.setDefault(Locale.Category.FORMAT, locale);
    }
  }

  /** A command that needs more memory than there is. */
  @Command(name = "greedy")
  static final class Greedy implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void memoryThatRunsOutIsToldInOneLineWhateverTheCommand() {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Greedy());
    assertEquals(1, new Main().execute(line, new PrintWriter(err, true)));
    assertTrue(err.toString().startsWith("kindling: out of memory: the driver "), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void controlCodesOfArgumentsAreShown() {
    assertEquals(
        List.of("kindling: Unknown option: '--a\\u001b[31m\\nb'; see kindling --help"),
        Outcome.of("--a\u001b[31m\nb").err());
  }

  @Test
  void aStackTraceComesOnDemand(@TempDir Path folder) {
    Outcome outcome = Outcome.of("train", folder.resolve("run.yaml").toString(), "--stacktrace");
    assertTrue(outcome.err().stream().anyMatch(line -> line.startsWith("\tat io.kindling.")));
  }
}
