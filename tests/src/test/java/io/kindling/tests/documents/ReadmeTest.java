package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.column.ColumnKind;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.submit.Main;
import io.kindling.submit.config.RunConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows and lists. */
class ReadmeTest {
  private static final Document README = Document.read("README.md");
  private static final String COMMAND = "    submit/bin/kindling ";

  @Test
  void theLibraryExampleIsTheCodeThatTheTestsRun() {
    String source = Document.content(Document.source("LibraryExample.java"));
    Matcher example =
        Pattern.compile("(?s)// README example: begin\n(.*?)\n *// README example: end")
            .matcher(source);
    assertTrue(example.find());
    assertEquals(example.group(1).stripIndent(), shownCode(0));
  }

  @Test
  void theProviderOfKindsIsTheOneThatTheTestsUse() {
    String source = Document.content(Document.source("OwnKinds.java"));
    assertEquals(
        source.substring(source.indexOf("public final class")).stripTrailing(), shownCode(1));
  }

  private static String shownCode(int example) {
    List<String> examples = README.code("java");
    assertEquals(2, examples.size(), "examples");
    return examples.get(example).stripTrailing();
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        arguments("Layers", LayerCatalogue.LAYERS),
        arguments("Initializers", Initializer.CATALOGUE),
        arguments("Losses", Loss.CATALOGUE),
        arguments("Metrics", Metric.CATALOGUE),
        arguments("Optimizers", Optimizer.CATALOGUE),
        arguments("Kinds of columns", ColumnKind.CATALOGUE));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListNamesAllThatTheCatalogueHasAndNothingElse(String title, Catalogue<?> catalogue) {
    assertEquals(ownNames(catalogue), Document.quoted(README.passage("- " + title + ":")));
  }

  /** Besides these, {@code label} and {@code weight} are named, which every format takes. */
  @Test
  void theListOfFormatsNamesAllAndNothingElse() {
    Set<String> formats = new TreeSet<>(Set.of("kindling catalogue", "label", "weight"));
    SourceFormats.all().forEach(format -> formats.add(format.name()));
    assertEquals(formats, Document.quoted(README.passage("- Formats:")));
  }

  /** The error about a key that is none names all that are. */
  @Test
  void theListOfDataSettingsNamesAllAndNothingElse(@TempDir Path folder) throws IOException {
    String yaml = README.code("yaml").get(0).replace("  scale:", "  none: 1\n  scale:");
    Path config = Files.writeString(folder.resolve("run.yaml"), yaml);
    String refused =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> RunConfig.read(config, Map.of()))
                .getMessage());
    assertEquals(
        new TreeSet<>(List.of(refused.substring(refused.indexOf("of: ") + 4).split(", "))),
        Document.quoted(README.passage("- Data settings:")));
  }

  /** Names of Kindling's own kinds: these tests bring some of their own, too. */
  private static Set<String> ownNames(Catalogue<?> catalogue) {
    Set<String> names = new TreeSet<>();
    catalogue
        .kinds()
        .forEach(
            (name, kind) -> {
              if (kind.getName().startsWith("io.kindling.")) {
                names.add(name);
              }
            });
    return names;
  }

  /** A number is a constant, and {@code steps} an argument. */
  @Test
  void theListOfLearningRatesNamesAllSchedulesAndNothingElse() {
    TreeSet<String> named = Document.quoted(README.passage("- Learning rates: a number,"));
    named.remove("steps");
    Set<String> schedules = ownNames(Schedule.CATALOGUE);
    schedules.remove("constant");
    assertEquals(schedules, named);
  }

  @Test
  void theModesOfScalingAreAllNamed() {
    Matcher comment =
        Pattern.compile("(?m)^  scale: .*?# (.*)$").matcher(README.code("yaml").get(0));
    assertTrue(comment.find());
    Set<String> modes =
        Stream.of(ScaleMode.values())
            .map(mode -> mode.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String[] named = comment.group(1).replaceAll(" *\\([^)]*\\)", "").split(" *\\| *", -1);
    assertEquals(modes, Set.of(named));
  }

  /** The first example is a whole file; each of the others takes the place of some sections. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theConfigFilesCanBeRead(int example, @TempDir Path folder) throws IOException {
    List<String> examples = README.code("yaml");
    assertEquals(3, examples.size(), "examples");
    Map<String, String> sections = sections(examples.get(0));
    sections.putAll(sections(examples.get(example)));
    Path config = Files.writeString(folder.resolve("run.yaml"), String.join("", sections.values()));
    RunConfig run = RunConfig.read(config, Map.of());
    assertEquals(10, run.training().epochs());
  }

  /** The sections of a config file by their keys, each with its lines. */
  private static Map<String, String> sections(String yaml) {
    Map<String, String> sections = new LinkedHashMap<>();
    Pattern.compile("(?ms)^(\\w+):.*?(?=^\\w|\\z)")
        .matcher(yaml)
        .results()
        .forEach(section -> sections.put(section.group(1), section.group()));
    return sections;
  }

  @Test
  void theCommandLineShowsEveryCommand() {
    List<String> help = help("--help");
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
              String help = String.join("\n", help(command, "--help"));
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

  /** The commands of the section about the command line, each with its line. */
  private static Map<String, String> shown() {
    String text = README.text();
    return text.substring(text.indexOf("## The command line"))
        .lines()
        .filter(line -> line.startsWith(COMMAND))
        .collect(
            Collectors.toMap(
                line -> line.substring(COMMAND.length()).split(" ", 2)[0], line -> line));
  }

  private static List<String> help(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream former = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertEquals(0, Main.run(arguments));
    } finally {
      System.setOut(former);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
