package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms, classes and files that the documents speak of. */
class ArchitectureTest {
  private static final Pattern TYPE = Pattern.compile("([A-Z][a-z]\\w*)(\\.\\w+)?");

  /** The list of rooms: a line for each folder or few, below their modules. */
  @Test
  void theRoomsAreThePackagesThatThereAre() {
    String text = Document.read("ARCHITECTURE.md").text();
    String rooms =
        text.substring(text.indexOf("\n    worker-kernels"), text.indexOf("\n    submit"));
    TreeSet<String> named =
        Pattern.compile("(?<=[ /])([a-z]+)/(?=[ ,;a-z\\n])")
            .matcher(rooms)
            .results()
            .map(room -> room.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> packages =
        List.of("worker-kernels", "predictor", "partitioning", "driver").stream()
            .flatMap(module -> Document.files(module + "/src/main/java").stream())
            .filter(file -> file.endsWith("package-info.java"))
            .map(file -> file.getName(file.getNameCount() - 2).toString())
            .filter(
                name -> !List.of("kernels", "predictor", "partitioning", "driver").contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(packages, named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
  void theClassesNamedAreThere(String document) {
    Set<String> there = Document.simpleNames();
    List<String> named =
        Document.quoted(Document.read(document).text()).stream()
            .map(TYPE::matcher)
            .filter(word -> word.matches())
            .map(word -> word.group(1))
            .toList();
    assertTrue(named.size() > 5, named.toString());
    assertEquals(List.of(), named.stream().filter(name -> !there.contains(name)).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "docs/commands.md",
        "docs/config.md",
        "docs/explain.md",
        "docs/library.md",
        "docs/onnx.md",
        "docs/report.md",
        "examples/README.md",
        "ml/README.md",
        "ml/from-keras.md"
      })
  void whatIsLinkedIsThere(String document) {
    Pattern link = Pattern.compile("(?<=\\]\\()[^)#:]+(?=\\))");
    List<String> dead =
        link.matcher(Document.read(document).text())
            .results()
            .map(MatchResult::group)
            .filter(
                target -> !Files.exists(Project.root().resolve(document).resolveSibling(target)))
            .toList();
    assertEquals(List.of(), dead);
  }
}
