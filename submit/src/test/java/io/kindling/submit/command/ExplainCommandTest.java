package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a small model goes by, as a user asks it. */
final class ExplainCommandTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final Pattern BLANKS = Pattern.compile(" +");

  @TempDir private static Path folder;
  private static String model;
  private static Path rows;
  private static Path output;
  private static Outcome explained;

  @BeforeAll
  static void trainAndExplain() throws IOException {
    Path run = folder.resolve("run");
    Outcome trained = Outcome.of("train", TinyRun.write(folder).toString(), "--output", "" + run);
    assertEquals(0, trained.status(), trained::toString);
    model = run.resolve("model").toString();
    rows = folder.resolve("rows.csv");
    output = folder.resolve("explained");
    explained =
        explain("--row", "7", "--importance", "--baseline", "mean", "--output", "" + output);
  }

  private static Outcome explain(String... options) {
    List<String> all = new ArrayList<>(List.of("explain", model, "--data", "" + rows));
    all.addAll(List.of(options));
    return Outcome.of(all.toArray(String[]::new));
  }

  @Test
  void tablesHaveTheColumnsWithTheMostFirst() {
    assertEquals(0, explained.status(), explained::toString);
    assertEquals(List.of(), explained.err());
    List<String> lines = explained.out();
    assertTrue(
        lines.get(0).matches("accuracy [01]\\.\\d{6} on 60 rows, each column permuted 5 times"),
        lines::toString);
    assertTrue(lines.get(1).matches("column +falls by +±"), lines::toString);
    assertTrue(number(lines.get(2), 1) >= number(lines.get(3), 1), lines::toString);
    assertTrue(lines.get(2).endsWith("##########"), lines::toString);
    assertTrue(
        lines.get(4).matches("row 7: probability of '[01]' 0\\.\\d{6}, of the baseline .*"),
        lines::toString);
    assertEquals("Explanation in %s/explain.html".formatted(output), explained.lastLine());
  }

  private static double number(String line, int place) {
    return Double.parseDouble(BLANKS.split(line, -1)[place]);
  }

  @Test
  void theFolderHoldsThePageAndBothTables() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      assertEquals(
          List.of("attributions.csv", "explain.html", "importance.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    List<String> importance = Files.readAllLines(output.resolve("importance.csv"));
    assertEquals(
        "column,metric,baseline,importance,standard_deviation"
            + ",repeat_1,repeat_2,repeat_3,repeat_4,repeat_5",
        importance.get(0));
    assertEquals(3, importance.size());
    List<String> attributions = Files.readAllLines(output.resolve("attributions.csv"));
    assertEquals("row,output,score,column,value,attribution", attributions.get(0));
    assertEquals(3, attributions.size());
    String page = Files.readString(output.resolve("explain.html"));
    assertTrue(page.contains("matters most: where it tells nothing, accuracy falls by"), page);
    assertTrue(page.contains("the mean inputs of the rows at hand"), page);
    assertFalse(page.matches("(?s).*(src|href)=.?https?:.*"), "it loads something");
  }

  @Test
  void anotherExplanationLeavesNoFileOfTheOneBefore() throws IOException {
    Path other = folder.resolve("other");
    explain("--output", "" + other);
    assertTrue(Files.exists(other.resolve("importance.csv")));
    explain("--row", "1", "--output", "" + other);
    assertFalse(Files.exists(other.resolve("importance.csv")));
    assertTrue(Files.exists(other.resolve("attributions.csv")));
  }

  @Test
  void jsonIsTheSameOnAnyCores() throws IOException {
    String[] options = {"--json", "--row", "7", "--importance", "--repeats", "2", "--rows", "40"};
    Outcome two = explain(options);
    List<String> more = new ArrayList<>(List.of(options));
    more.addAll(List.of("--master", "local[1]"));
    assertEquals(two.out(), explain(more.toArray(String[]::new)).out());
    JsonNode json = new ObjectMapper().readTree(String.join("\n", two.out()));
    JsonNode importance = json.path("importance");
    assertAll(
        () -> assertEquals("explanation", json.path("kind").asText()),
        () -> assertEquals(40, importance.path("rows").asInt()),
        () -> assertEquals(60, importance.path("all_rows").asInt()),
        () -> assertEquals(2, importance.path("columns").path(0).path("repeats").size()),
        () -> assertEquals("7", json.path("rows").path(0).path("row").asText()),
        () ->
            assertEquals(
                0, json.path("rows").path(0).path("difference").asDouble(1), 1e-5, json::toString));
  }

  @Test
  void rowsNeedNoLabelsAndMayHaveNames() throws IOException {
    List<String> lines = TinyRun.rows(false).lines().toList();
    List<String> named = new ArrayList<>(List.of("name," + lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      named.add("row%s,%s".formatted(i, lines.get(i)));
    }
    Path file = Files.write(folder.resolve("named.csv"), named);
    Outcome found =
        Outcome.of(
            "explain", model, "--data", "" + file, "--id", "name", "--row", "row7", "--row", "row9",
            "--class", "1", "--logit");
    assertEquals(0, found.status(), found::toString);
    List<String> told = found.out().stream().filter(line -> line.startsWith("row ")).toList();
    assertEquals(2, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("row row7: logit of '1' "), told::toString);
  }

  @Test
  void aFileMayHoldTheBaseline() throws IOException {
    List<String> lines = TinyRun.rows(false).lines().toList();
    Path file = Files.write(folder.resolve("baseline.csv"), List.of(lines.get(0), lines.get(7)));
    Outcome found = explain("--row", "7", "--baseline", "" + file);
    assertEquals(0, found.status(), found::toString);
    assertTrue(
        found
            .lastLine()
            .startsWith("all together 0.000000, the row's less the baseline's 0.000000"),
        found::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--repeats 0 | --repeats: found 0, expected at least 1",
        "--rows none | --rows: found 'none', expected a number of at least 1, or all",
        "--rows 0 | --rows: found '0', expected a number of at least 1, or all",
        "--row 1 --steps 0 | --steps: found 0, expected at least 1",
        "--class 1 | --class: found it alone, expected --row, too",
        "--row 1 --metric loss | --metric: found it alone, expected --importance, too, where --row"
            + " is given",
        "--metric mae | metrics: mae does not measure what softmax_cross_entropy trains",
        "--row 61 | DATA: found no row 61, expected a number from 1 to 60",
        "--row 1 --class 2 | the class to explain: found '2', expected one of 0, 1",
        "--row 1 --baseline DATA | DATA: found 60 rows, expected 1",
      })
  void whatIsWrongIsOneLine(String options, String line) {
    Outcome found = explain(BLANKS.split(options.replace("DATA", "" + rows), -1));
    assertEquals(2, found.status(), found::toString);
    assertEquals(List.of("kindling: " + line.replace("DATA", "" + rows)), found.err());
  }
}
