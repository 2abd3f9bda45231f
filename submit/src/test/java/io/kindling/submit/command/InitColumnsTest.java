package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.InitRun;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What columns are declared as in a config file. */
final class InitColumnsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir private Path folder;

  @Test
  void datesInOtherFormatsAreProposedAndTheirOrderIsAskedFor() throws IOException {
    StringBuilder rows = new StringBuilder("sure,either,kind\n");
    for (int i = 1; i <= 24; i++) {
      String row = "%s.%s.2024,%s/%s/2024,%s\n";
      rows.append(row.formatted(i, 1 + i % 12, 1 + i % 5, 1 + i % 7, i % 2 == 0 ? "a" : "b"));
    }
    Path data = Files.writeString(folder.resolve("dates.csv"), rows);
    Path config = folder.resolve("dates.yaml");
    Outcome.of("init", data.toString(), "--output", config.toString());
    String text = Files.readString(config);
    assertTrue(
        text.contains("sure: {date: {parts: [month, day, day_of_week], format: 'd.M.yyyy'}}"),
        text);
    assertTrue(text.contains("either: ignore    # "), text);
    assertTrue(text.contains("a date of which format, 'd/M/yyyy' or 'M/d/yyyy'"), text);
    Outcome plan = Outcome.of("train", config.toString(), "--dry-run");
    assertEquals(List.of(), plan.err());
  }

  @Test
  void columnsOfDatesAreProposedByThePartsThatDiffer() throws IOException {
    StringBuilder rows = new StringBuilder("when,at,sold,x,kind\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("2024-%02d-%02d,".formatted(1 + i / 28, 1 + i % 28));
      rows.append("%s:%02d PM,".formatted(1 + i % 9, i % 60));
      rows.append("2024-01-03 %02d:00:00,".formatted(i % 24));
      rows.append(i % 7).append(',').append(i % 2 == 0 ? "a" : "b").append('\n');
    }
    String text = init().written("dates.csv", rows.toString());
    assertTrue(
        text.contains("\n    when: {date: {parts: [month, day, day_of_week]}}    # 60: "), text);
    assertTrue(text.contains("\n    sold: {date: {parts: [hour]}}    # 24: "), text);
    assertTrue(
        text.contains("\n    at: {date: {parts: [hour, minute], format: 'h:mm a'}}    # 60: "),
        text);
    assertEquals(0, init().trained().status());
  }

  @Test
  void datesOfWhichSomeAreMissingAreDatesAndCanBePredictedFor() throws IOException {
    StringBuilder rows = new StringBuilder("when,x,kind\n");
    for (int i = 0; i < ROWS; i++) {
      String date = "2024-%02d-%02d".formatted(i % 12 + 1, i % 28 + 1);
      rows.append("%s,%s,%s%n".formatted(i % 7 == 0 ? "NULL" : date, i % 5, i % 2));
    }
    String data = Files.writeString(folder.resolve("gaps.csv"), rows).toString();
    String config = folder.resolve("gaps.yaml").toString();
    assertEquals(List.of(), Outcome.of("init", data, "--output", config).err());
    String text = Files.readString(Path.of(config));
    assertTrue(text.contains("    when: {date: {parts: [month, day, day_of_week]}}"), text);
    assertTrue(text.contains("  missing: mean"), text);
    String run = folder.resolve("gaps").toString();
    String[] train = {"train", config, "--set", "training.epochs=1", "--output", run};
    assertEquals(List.of(), Outcome.of(train).err());
    for (String spark : List.of("--no-spark", "")) {
      String output = folder.resolve("out" + spark).toString();
      String[] predict = {"predict", run + "/model", "--data", data, "--output", output, spark};
      int count = predict.length - (spark.isEmpty() ? 1 : 0);
      Outcome predicted = Outcome.of(Arrays.copyOf(predict, count));
      assertEquals(
          "Seen: column 'when' has no value in 9 of 60 rows, first at %s:2; missing: mean stands for it"
              .formatted(data),
          predicted.out().get(0));
    }
  }

  @Test
  void idsByTheirNamesAreNeitherFeaturesNorLabels() throws IOException {
    StringBuilder rows = new StringBuilder("id,x,kind,visit_id\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("%s,%s,%s,%s%n".formatted(i * 7717 % 7919, i % 7, i % 3, 9000 - 31 * i));
    }
    Path data = Files.writeString(folder.resolve("ids.csv"), rows);
    Path config = folder.resolve("ids.yaml");
    Outcome init = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), init.err());
    String text = Files.readString(config);
    assertTrue(text.contains("label: kind}"), text);
    assertTrue(text.contains("    id: ignore    # 0 … 7758, an id by its name"), text);
    assertTrue(text.contains("    visit_id: ignore"), text);
  }

  @Test
  void columnsWithHardlyAnyValueAreLeftOut() throws IOException {
    StringBuilder rows = new StringBuilder("x,z0,z1,z2,z3,z4,z5,z6,z7,z8,z9,kind\n");
    for (int i = 0; i < ROWS; i++) { // some of these values are in rows to validate on
      String gaps = ",".repeat(i % 10) + (i < 20 ? "7." + i : "") + ",".repeat(9 - i % 10);
      rows.append(i * i % 7).append(',').append(gaps).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    String text = init().written("gaps.csv", rows.toString());
    assertTrue(text.contains("    z0: ignore    # a value in 2 of 60 rows\n"), text);
    assertEquals(List.of(), init().trained().err());
  }

  /** Sources look at the first rows only, before they read the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\": {\"a\": 1}, \"v\": [1, 2], \"z\": 3, \"y\": 1} | x | an object in 'x'",
        "{\"x\": 1, \"v\": [1], \"z\": 3, \"y\": 1} | v | 1 number in 'v'",
        "{\"x\": 1, \"z\": 3, \"y\": 1} | v | nothing in 'v'",
      })
  void aColumnThatIsNoneInALaterRowIsLeftOutAndTold(String odd, String column, String found)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      rows.append(
          "{\"x\": %s, \"v\": [%s, 2], \"z\": %s, \"y\": %s}\n"
              .formatted(i % 5, i % 7, i % 3, i % 2));
    }
    Path data = Files.writeString(folder.resolve("rows.jsonl"), rows + odd + "\n" + rows);
    Path config = folder.resolve("rows.yaml");
    Outcome written = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    String reason = "%s at %s:1201".formatted(found, data);
    assertTrue(
        written.out().contains("Warning: column '%s' is left out: %s".formatted(column, reason)),
        written.out().toString());
    String text = Files.readString(config);
    assertTrue(text.contains("    %s: ignore    # %s\n".formatted(column, reason)), text);
    Outcome plan = Outcome.of("train", config.toString(), "--dry-run");
    assertEquals(List.of(), plan.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity", "1e400", "1e39"})
  void aColumnOfNumbersOfWhichOneIsNotFiniteIsToldAndCanBeTaken(String odd) throws IOException {
    StringBuilder rows = new StringBuilder("x,z,y\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i == 7 ? odd : i % 5).append(',').append(i % 3).append(',').append(i % 2);
      rows.append('\n');
    }
    Path data = Files.writeString(folder.resolve("odd.csv"), rows);
    Path config = folder.resolve("config.yaml");
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(
        List.of(
            "Warning: column 'x' is left out: '%s' among numbers at %s:9; numeric takes the others"
                    .formatted(odd, data)
                + " where data.missing_values names it, and data.missing: mean"),
        outcome.out().stream().filter(line -> line.startsWith("Warning")).toList());
    Outcome numeric = dryRun(config, "data.columns.x=numeric");
    assertEquals(2, numeric.status());
    String expected = odd.contains("nf") ? "finite number" : "number from -3.4e38 to 3.4e38";
    assertEquals(
        List.of(
            "kindling: %s:9: found '%s' in column 'x', expected a %s"
                .formatted(data, odd, expected)),
        numeric.err());
    Outcome declared =
        dryRun(
            config,
            "data.columns.x=numeric",
            "data.missing=mean",
            "data.missing_values=['" + odd + "']");
    assertEquals(List.of(), declared.err());
  }

  private static Outcome dryRun(Path config, String... settings) {
    List<String> command = new ArrayList<>(List.of("train", config.toString(), "--dry-run"));
    List.of(settings).forEach(setting -> command.addAll(List.of("--set", setting)));
    return Outcome.of(command.toArray(String[]::new));
  }

  @Test
  void whatCanBeNoFeatureOrLabelIsLeftOutAndTold() throws IOException {
    Path data = Files.createDirectory(folder.resolve("rows"));
    Files.writeString(data.resolve("README.md"), "# Rows\n");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append("{\"x\": %s, \"tags\": [\"a\", \"b\"], ".formatted(i * i % 7));
      rows.append("\"sold\": \"%s\"".formatted(List.of("TRUE", "False", "true").get(i % 3)));
      rows.append(", \"when\": \"2024-01-%02d\", \"name\": \"n%s\"".formatted(1 + i % 28, i));
      rows.append(i < 40 ? "}\n" : ", \"note\": \"late\"}\n");
    }
    Files.writeString(data.resolve("rows.jsonl"), rows);
    Path config = folder.resolve("config.yaml");
    Outcome written = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    assertEquals("Seen: left out by their names: README.md", written.out().get(0));
    assertEquals(
        "Seen: 60 rows; label sold (2: false, true), the last column that can be one, since none"
            + " is called label, target, class, y; features: x, when, note; left out: tags, name",
        written.out().get(1));
    String text = Files.readString(config);
    String odd = "'a' in an array at %s:1".formatted(data.resolve("rows.jsonl"));
    assertTrue(text.contains("    tags: ignore    # " + odd), text);
    assertEquals("Warning: column 'tags' is left out: " + odd, written.out().get(2));
    assertEquals(List.of(), init().trained().err());
  }

  private InitRun init() {
    return new InitRun(folder);
  }
}
