package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that documents show exist, with the options shown. */
class ShownCommandsTest {
  /** Behind the script, or behind the jar that spark-submit takes. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:^(?:submit/bin/)?kindling|submit/bin/kindling|kindling\\.jar) +([a-z][a-z-]*)\\b(.*)");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][\\w-]*");
  private static final Set<String> COMMANDS =
      CommandOutput.lines("--help").stream()
          .filter(line -> line.matches("  [a-z].*"))
          .map(line -> line.strip().split(" ", 2)[0])
          .collect(Collectors.toSet());
  private static final Set<String> SPARKS = sparksOptions();
  private static final Map<String, String> HELP = new HashMap<>();

  static Stream<String> documents() {
    return Document.pages().stream();
  }

  /** Those that the script passes on to spark-submit. */
  private static Set<String> sparksOptions() {
    String script = Document.content(Project.root().resolve("submit/bin/kindling"));
    Matcher list = Pattern.compile("(?s)spark_options=\" (.*?)\"").matcher(script);
    assertTrue(list.find());
    return Set.of(list.group(1).strip().split("\\s+", -1));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theCommandsOfAPageAreThereWithTheirOptions(String document) {
    List<String> wrong = new ArrayList<>();
    for (String shown : shown(Document.read(document).text())) {
      Matcher command = COMMAND.matcher(shown);
      if (command.find()) {
        String name = command.group(1);
        if (!COMMANDS.contains(name)) {
          wrong.add(shown);
        } else {
          OPTION
              .matcher(command.group(2))
              .results()
              .map(MatchResult::group)
              .filter(option -> !SPARKS.contains(option) && !isOptionOf(name, option))
              .forEach(option -> wrong.add(option + " in: " + shown));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void somePagesShowSome() {
    long commands =
        Document.pages().stream()
            .flatMap(page -> shown(Document.read(page).text()).stream())
            .filter(line -> COMMAND.matcher(line).find())
            .count();
    assertTrue(commands > 50, "found only " + commands);
  }

  /** The option itself: one that begins another is none. */
  private static boolean isOptionOf(String command, String option) {
    return Pattern.compile("(?<![\\w-])" + option + "(?![\\w-])").matcher(help(command)).find();
  }

  private static String help(String command) {
    return HELP.computeIfAbsent(
        command, name -> String.join("\n", CommandOutput.lines(name, "--help")));
  }

  /** Lines of code, those that go on as one, and what stands between backquotes. */
  private static List<String> shown(String text) {
    List<String> shown = new ArrayList<>(Document.quoted(text));
    boolean fenced = false;
    for (String line : text.replaceAll(" *\\\\\n *", " ").lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        shown.add(line.strip().replaceFirst("^\\$ ", ""));
      }
    }
    return shown;
  }
}
