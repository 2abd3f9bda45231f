package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page about the command line shows. */
class CommandReferenceTest {
  private static final Document PAGE = Document.read("docs/commands.md");
  private static final String COMMAND = "    submit/bin/kindling ";

  @Test
  void theCommandLineShowsEveryCommand() {
    List<String> help = CommandOutput.lines("--help");
    List<String> commands =
        help.subList(help.indexOf("Commands:") + 1, help.size()).stream()
            .filter(line -> line.matches("  \\S.*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertEquals(new TreeSet<>(commands), new TreeSet<>(shown().keySet()));
  }

  @Test
  void theOptionsShownAreThoseOfTheirCommands() {
    shown()
        .forEach(
            (command, line) -> {
              String help = String.join("\n", CommandOutput.lines(command, "--help"));
              List<String> unknown =
                  Pattern.compile("--[\\w-]+")
                      .matcher(line)
                      .results()
                      .map(MatchResult::group)
                      .filter(option -> !help.contains(option))
                      .toList();
              assertEquals(List.of(), unknown, line);
            });
  }

  /** The commands, each with its line. */
  private static Map<String, String> shown() {
    return PAGE.text()
        .lines()
        .filter(line -> line.startsWith(COMMAND))
        .collect(
            Collectors.toMap(
                line -> line.substring(COMMAND.length()).split(" ", 2)[0], line -> line));
  }
}
