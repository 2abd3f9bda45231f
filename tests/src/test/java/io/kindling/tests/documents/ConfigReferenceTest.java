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
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.submit.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

/** What the pages about config files show and list. */
class ConfigReferenceTest {
  private static final Document PAGE = Document.read("docs/config.md");

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
    assertEquals(ownNames(catalogue), Document.quoted(PAGE.passage("- " + title + ":")));
  }

  /** Besides these, {@code label} and {@code weight} are named, which every format takes. */
  @Test
  void theListOfFormatsNamesAllAndNothingElse() {
    Set<String> formats = new TreeSet<>(Set.of("kindling catalogue", "label", "weight"));
    SourceFormats.all().forEach(format -> formats.add(format.name()));
    assertEquals(formats, Document.quoted(PAGE.passage("- Formats:")));
  }

  @Test
  void theListOfDataSettingsNamesAllAndNothingElse(@TempDir Path folder) throws IOException {
    assertEquals(keys("  scale:", folder), Document.quoted(PAGE.passage("- Data settings:")));
  }

  @Test
  void theTableOfKeysNamesAllAndNothingElse(@TempDir Path folder) throws IOException {
    Set<String> all = keys("seed:", folder);
    all.removeAll(List.of("data", "training"));
    keys("  scale:", folder).forEach(key -> all.add("data." + key));
    keys("  epochs:", folder).forEach(key -> all.add("training." + key));
    TreeSet<String> named = new TreeSet<>();
    PAGE.text()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> named.addAll(Document.quoted(line.split("\\|", -1)[1])));
    assertEquals(all, named);
  }

  /** The keys beside one in the first example: the error about a key that is none names all. */
  private static Set<String> keys(String beside, Path folder) throws IOException {
    String indent = beside.replaceAll("\\w+:$", "");
    String yaml =
        PAGE.code("yaml").get(0).replace("\n" + beside, "\n" + indent + "none: 1\n" + beside);
    if (yaml.startsWith(beside)) {
      yaml = "none: 1\n" + yaml;
    }
    Path config = Files.writeString(folder.resolve("run.yaml"), yaml);
    String refused =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> RunConfig.read(config, Map.of()))
                .getMessage());
    return new TreeSet<>(List.of(refused.substring(refused.indexOf("of: ") + 4).split(", ", -1)));
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
    TreeSet<String> named = Document.quoted(PAGE.passage("- Learning rates: a number,"));
    named.remove("steps");
    Set<String> schedules = ownNames(Schedule.CATALOGUE);
    schedules.remove("constant");
    assertEquals(schedules, named);
  }

  @Test
  void theModesOfScalingAreAllNamed() {
    Matcher comment = Pattern.compile("(?m)^  scale: .*?# (.*)$").matcher(PAGE.code("yaml").get(0));
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
    List<String> examples = PAGE.code("yaml");
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
}
