package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING tells those who add a kind. */
class ContributingTest {
  private static final Document CONTRIBUTING = Document.read("CONTRIBUTING.md");

  @Test
  void theActivationShownIsTheWholeFile() {
    String source = Document.content(Document.source("Relu.java"));
    // Without what says nothing of an activation: licence, package, imports.
    int body = source.indexOf("\n/**", source.indexOf("\nimport ")) + 1;
    assertEquals(List.of(source.substring(body)), CONTRIBUTING.code("java"));
  }

  /** The table's rows: a kind, where its record goes, its catalogue, and the tests' tables. */
  @Test
  void theTableNamesFoldersTypesAndTestsThatAreThere() {
    List<String> missing = new ArrayList<>();
    Set<String> simpleNames = Document.simpleNames();
    for (String row : rows()) {
      String[] cells = row.split("\\|", -1);
      TreeSet<String> place = Document.quoted(cells[2]);
      place.removeIf(simpleNames::contains);
      place.removeIf(ContributingTest::isPackage);
      missing.addAll(place);
      TreeSet<String> others = Document.quoted(cells[3] + cells[4]);
      others.removeIf(name -> simpleNames.contains(name.replaceFirst("\\.[A-Z]+$", "")));
      missing.addAll(others);
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> rows() {
    List<String> rows =
        CONTRIBUTING
            .text()
            .lines()
            .dropWhile(line -> !line.startsWith("| ---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertTrue(rows.size() > 1, "no table");
    return rows;
  }

  private static boolean isPackage(String name) {
    return List.of("worker-kernels", "predictor", "partitioning", "driver").stream()
        .map(module -> Project.root().resolve(module).resolve("src/main/java/io/kindling"))
        .anyMatch(packages -> Files.isDirectory(packages.resolve(name)));
  }

  @Test
  void itsCommandRunsATestThatIsThere() {
    Matcher command = Pattern.compile("-Dit\\.test=(\\w+)").matcher(CONTRIBUTING.text());
    assertTrue(command.find());
    assertTrue(Files.exists(Document.source(command.group(1) + ".java")), command.group());
  }
}
