package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  @ValueSource(strings = {"--help", "train --help", "evaluate --help", "predict --help"})
  void helpIsNoError(String arguments) {
    assertEquals(0, Outcome.of(arguments.split(" ", -1)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "doctor"})
  void helpNamesEveryCommand(String command) {
    assertTrue(
        Outcome.of("--help").out().stream().anyMatch(line -> line.strip().startsWith(command)));
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
                "kindling: %s:1: data.train.format: found 'tsv', expected 'csv' (nearest), of: csv, idx"
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
