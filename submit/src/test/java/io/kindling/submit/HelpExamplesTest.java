package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.submit.fixture.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples in each command's help. */
final class HelpExamplesTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<String> commands() {
    return new CommandLine(new Main()).getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsExamplesThatItUnderstands(String command) {
    List<String> help = Outcome.of(command, "--help").out();
    List<String> examples =
        help.subList(help.indexOf("Examples:") + 1, help.size()).stream()
            .filter(line -> line.contains("kindling " + command))
            .map(String::strip)
            .toList();
    assertFalse(examples.isEmpty(), help::toString);
    for (String example : examples) {
      String plain = example.replaceFirst("^source <\\((.*)\\)$", "$1");
      List<String> words = words(plain);
      assertEquals("kindling", words.remove(0), example);
      CommandLine.ParseResult parsed =
          new CommandLine(new Main())
              .setCaseInsensitiveEnumValuesAllowed(true)
              .parseArgs(words.toArray(String[]::new));
      assertEquals(command, parsed.subcommand().commandSpec().name(), example);
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}
