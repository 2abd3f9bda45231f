package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.InitRun;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for the label of a config file, and what is refused. */
final class InitLabelsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir private Path folder;

  @Test
  void ofTheUsualNamesOfLabelsTheMostTellingOneIsTaken() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("points.csv"), "x,y,class,Label\n1,2,p,a\n2,3,q,b\n3,4,p,a\n5,6,q,b\n");
    Path config = folder.resolve("points.yaml");
    Outcome written = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    String text = Files.readString(config);
    assertTrue(text.contains("train: {path: points.csv, label: Label}"), text);
  }

  @Test
  void aLabelThatIsNoColumnIsRefused() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "x,kind\n1,a\n2,b\n");
    Path config = folder.resolve("a.yaml");
    Outcome outcome =
        Outcome.of("init", data.toString(), "--label", "kinds", "--output", config.toString());
    assertEquals(
        List.of(
            "kindling: --label: found 'kinds', which is not a column of %s, expected 'kind'"
                    .formatted(data)
                + " (nearest), of: kind, x"),
        outcome.err());
    assertEquals(2, outcome.status());
    assertFalse(Files.exists(config));
  }

  @Test
  void withoutNamesTheFirstColumnIsTheLabelWhereTheLastCannotBe() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 2).append(',').append(i % 9).append(',').append(0.7 * i).append('\n');
    }
    String text = init().written("higgs.csv", rows.toString());
    assertTrue(text.contains("the first column, which can be one of classes"), text);
    assertTrue(text.contains("{path: higgs.csv, label: _1}"), text);
    String shells = rows.toString().replaceAll("(?m)^0", "F").replaceAll("(?m)^1", "M");
    assertTrue(init().written("shells.csv", shells).contains("{path: shells.csv, label: _3}"));
    assertTrue(
        init()
            .written("named.csv", "few,many,rest\n" + rows)
            .contains("{path: named.csv, label: rest}"));
  }

  @Test
  void labelsOfMoreDigitsThanNumbersKeepAreDistinctClasses() throws IOException {
    StringBuilder rows = new StringBuilder("x,label\n");
    for (int i = 0; i < 1200; i++) { // the first lines do not tell
      rows.append(i * i % 7).append(',').append(i < 1100 ? 5 : (1L << 53) + i % 2).append('\n');
    }
    String text = init().written("codes.csv", rows.toString());
    assertTrue(text.contains("# 3: 5, 9007199254740992, 9007199254740993"), text);
    assertEquals(List.of(), init().trained().err());
    String manifest = Files.readString(folder.resolve("run/model/manifest.json"));
    assertTrue(manifest.contains("\"9007199254740993\""), manifest);
  }

  @Test
  void labelsWithZerosInFrontAreTextsAsInTraining() throws IOException {
    StringBuilder rows = new StringBuilder("x,kind\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i * i % 7).append(",0").append(i % 3).append('\n');
    }
    String text = init().written("codes.csv", rows.toString());
    String seen = "column 'kind' has numbers with zeros in front, such as '00': read as texts";
    assertTrue(text.contains("seen: " + seen + "\n"), text);
    assertTrue(text.contains("3: 00, 01, 02"), text);
    assertTrue(init().trained().out().contains("Seen: " + seen));
  }

  @Test
  void aLabelThatIsNoneInALaterRowIsRefused() throws IOException {
    String row = "{\"x\": 1, \"y\": 2}\n{\"x\": 2, \"y\": 1}\n";
    Path data =
        Files.writeString(
            folder.resolve("rows.jsonl"), row.repeat(600) + "{\"x\": 1, \"y\": [1]}\n");
    Outcome named = Outcome.of("init", data.toString(), "--output", folder + "/a.yaml");
    assertEquals(
        List.of(
            "kindling: %s:1201: found an array in 'y', expected a number; or the column ignored"
                .formatted(data)),
        named.err());
  }

  @Test
  void aLabelOfSeveralValuesIsRefusedForThat() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("rows.jsonl"), "{\"x\": 1, \"y\": [0, 1]}\n{\"x\": 2, \"y\": [1, 0]}\n");
    Outcome refused =
        Outcome.of(
            "init", data.toString(), "--label", "y", "--output", folder.resolve("a").toString());
    assertEquals(
        List.of(
            "kindling: --label: found 'y', a column of %s with 2 values in each row, expected one"
                    .formatted(data)
                + " with a number or a text in each row"),
        refused.err());
  }

  @Test
  void labelsThatAreNumbersStoredAsTextsAreNumbers() {
    SparkConf conf = new SparkConf().setAppName("test");
    LocalSpark.SETTINGS.forEach(conf::set);
    String path = folder.resolve("rows").toString();
    String few = folder.resolve("few").toString();
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      SparkSession session = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      session.sql("select id % 5 x, string(id * 1.5) y from range(60)").write().parquet(path);
      session.sql("select id % 5 x, string(id % 3) y from range(60)").write().parquet(few);
    }
    assertEquals("loss: squared_error", lossOf(path));
    assertEquals("loss: softmax_cross_entropy", lossOf(few));
  }

  private String lossOf(String data) {
    Path config = folder.resolve(Path.of(data).getFileName() + ".yaml");
    assertEquals(List.of(), Outcome.of("init", data, "--output", config.toString()).err());
    try (var lines = Files.lines(config)) {
      return lines.filter(line -> line.startsWith("loss:")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void labelsOfLibsvmMayBeWords() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 3 == 0 ? "spam" : "ham").append(" 1:").append(i % 3).append('\n');
    }
    String text = init().written("mails.svm", rows.toString());
    assertTrue(text.contains("2: ham, spam"), text);
    assertEquals(List.of(), init().trained().err());
  }

  @Test
  void labelsThatCannotBeLearntAreNamed() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "x,kind\n1,1\n2,2\n3,old\n");
    assertEquals(
        "kindling: %s:4: found 'old' among the numbers of column 'kind', expected labels that are"
                .formatted(data)
            + " all numbers or all texts; --label names another column",
        init().refused(data));
    Path same = Files.writeString(folder.resolve("same.csv"), "x,kind\n1,a\n2,a\n3,a\n");
    assertEquals(
        "kindling: %s: found the same label in every row of column 'kind', expected at least two;"
                .formatted(same)
            + " --label names another column",
        init().refused(same));
  }

  @Test
  void aLabelOfNumbersInTextsIsRefusedAndAColumnWithoutANameLeftOut() throws IOException {
    StringBuilder rows = new StringBuilder("x;;price\n");
    for (int i = 0; i < ROWS; i++) { // of thousands, or of thousandths
      rows.append(i * i % 7).append(";a;1,").append(100 + i % 50).append('\n');
    }
    Path prices = Files.writeString(folder.resolve("prices.csv"), rows);
    String refused = init().refused(prices);
    assertTrue(refused.contains("numbers that are written as texts in column 'price'"), refused);
    String text = init().written("plain.csv", rows.toString().replace(",", ""));
    assertTrue(text.contains("\n    '': ignore    # no name in the header\n"), text);
    String plain = folder.resolve("plain.csv").toString();
    Outcome again = Outcome.of("init", plain, "--output", folder.resolve("2.yaml").toString());
    assertTrue(again.out().stream().anyMatch(it -> it.endsWith("; left out: ''")), again::toString);
    assertEquals(List.of(), init().trained().err());
  }

  private InitRun init() {
    return new InitRun(folder);
  }
}
