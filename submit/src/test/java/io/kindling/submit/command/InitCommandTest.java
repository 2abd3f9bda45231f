package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Config files written from what is seen in data, and trained on as they are. */
final class InitCommandTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir private Path folder;

  @Test
  void whatIsWrittenDeclaresWhatIsSeenAndCanBeTrainedOn() throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("id;size in \"cm\";colour: name;sold;same;fruit\n");
    for (int i = 0; i < ROWS; i++) {
      boolean pear = i % 2 == 0;
      rows.append(i + 1).append(';');
      rows.append(i == 7 ? "" : String.valueOf(random.nextInt(5) + (pear ? 4 : 0))).append(';');
      rows.append(List.of("red", "green", "blue").get(random.nextInt(3))).append(';');
      rows.append(random.nextBoolean()).append(";1;").append(pear ? "pear" : "plum").append('\n');
    }
    Path data = Files.writeString(folder.resolve("fruits, all.csv"), rows);
    Path config = folder.resolve("fruits.yaml");
    Outcome written = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    assertEquals(
        "Config in %s; train on it with: kindling train %s".formatted(config, config),
        written.lastLine());
    String text = Files.readString(config);
    assertEquals(
        List.of(
            "  train: {path: 'fruits, all.csv', label: fruit}",
            "    id: ignore    # 1 … 60, numbers the rows",
            "    size in \"cm\": numeric    # 0 … 8, 1 missing",
            "    'colour: name': one_hot    # 3: blue, green, red",
            "    sold: bool    # 2: false, true",
            "    same: ignore    # 1 … 1, the same in every row",
            "  missing: mean          # of the training rows, for numbers that are missing",
            "  - dense: {units: classes}    # 2: pear, plum",
            "loss: softmax_cross_entropy"),
        text.lines()
            .filter(line -> line.matches("    .*|.*train: .*|.*missing: .*|.*classes.*|loss.*"))
            .toList(),
        text);
    String run = folder.resolve("run").toString();
    Outcome trained = Outcome.of("train", config.toString(), "--output", run);
    assertEquals(List.of(), trained.err());
    assertEquals(0, trained.status());
  }

  @Test
  void aRegressionIsSeenByItsNumbers() throws IOException {
    StringBuilder rows = new StringBuilder("price,x\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(1000 + 3.5 * i).append(',').append(i * i).append('\n');
    }
    Path data = Files.writeString(folder.resolve("prices.csv"), rows);
    Path config = folder.resolve("prices.yaml");
    String[] init = {"init", data.toString(), "--label", "price", "--output", config.toString()};
    assertEquals(List.of(), Outcome.of(init).err());
    String text = Files.readString(config);
    assertTrue(text.contains("\nloss: squared_error\n"), text);
    assertTrue(text.contains("\n  label_scale: standardize"), text);
    Outcome plan = Outcome.of("train", config.toString(), "--dry-run");
    assertEquals(List.of(), plan.err());
    assertEquals("Nothing is trained, since this is a dry run", plan.lastLine());
    assertEquals(
        List.of(
            "kindling: "
                + config
                + ": found something already there, expected a new file; --output names another"),
        Outcome.of(init).err());
  }

  @Test
  void columnsThatFoldersMakeAreFeaturesUnlessTheyAreCalledLabels() throws IOException {
    String rows = "x,kind\n1,a\n2,b\n3,a\n5,b\n";
    for (int year = 2024; year < 2026; year++) {
      Path part = Files.createDirectories(folder.resolve("years/year=" + year));
      Files.writeString(part.resolve("part-0.csv"), rows);
      Path labelled = Files.createDirectories(folder.resolve("labels/label=" + year));
      Files.writeString(labelled.resolve("part-0.csv"), rows);
    }
    for (String name : List.of("years", "labels")) {
      Path config = folder.resolve(name + ".yaml");
      String data = folder.resolve(name).toString();
      assertEquals(List.of(), Outcome.of("init", data, "--output", config.toString()).err());
      String label = name.equals("years") ? "kind" : "label";
      String text = Files.readString(config);
      assertTrue(text.contains("train: {path: %s, label: %s}".formatted(name, label)), text);
    }
  }

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
  void columnsOfDatesAreProposedByThePartsThatDiffer() throws IOException {
    StringBuilder rows = new StringBuilder("when,at,sold,x,kind\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("2024-%02d-%02d,".formatted(1 + i / 28, 1 + i % 28));
      rows.append("%s:%02d PM,".formatted(1 + i % 9, i % 60));
      rows.append("2024-01-03 %02d:00:00,".formatted(i % 24));
      rows.append(i % 7).append(',').append(i % 2 == 0 ? "a" : "b").append('\n');
    }
    String text = written("dates.csv", rows.toString());
    assertTrue(
        text.contains("\n    when: {date: {parts: [month, day, day_of_week]}}    # 60: "), text);
    assertTrue(text.contains("\n    sold: {date: {parts: [hour]}}    # 24: "), text);
    assertTrue(
        text.contains("\n    at: {date: {parts: [hour, minute], format: 'h:mm a'}}    # 60: "),
        text);
    assertEquals(0, trained().status());
  }

  @Test
  void withoutNamesTheFirstColumnIsTheLabelWhereTheLastCannotBe() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 2).append(',').append(i % 9).append(',').append(0.7 * i).append('\n');
    }
    String text = written("higgs.csv", rows.toString());
    assertTrue(text.contains("the first column, which can be one of classes"), text);
    assertTrue(text.contains("{path: higgs.csv, label: _1}"), text);
    String shells = rows.toString().replaceAll("(?m)^0", "F").replaceAll("(?m)^1", "M");
    assertTrue(written("shells.csv", shells).contains("{path: shells.csv, label: _3}"));
    assertTrue(
        written("named.csv", "few,many,rest\n" + rows).contains("{path: named.csv, label: rest}"));
  }

  @Test
  void rowsWithoutALabelDoNotCountForTheBatch() throws IOException {
    StringBuilder rows = new StringBuilder("x,~\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i * i % 11).append(',').append(List.of("a", "b", "").get(i % 3)).append('\n');
    }
    String text = written("gaps.csv", rows.toString());
    assertTrue(text.contains("label: '~'}"), text);
    Outcome outcome = trained();
    assertEquals(List.of(), outcome.err());
  }

  @Test
  void labelsOfMoreDigitsThanNumbersKeepAreDistinctClasses() throws IOException {
    StringBuilder rows = new StringBuilder("x,label\n");
    for (int i = 0; i < 1200; i++) { // the first lines do not tell
      rows.append(i * i % 7).append(',').append(i < 1100 ? 5 : (1L << 53) + i % 2).append('\n');
    }
    String text = written("codes.csv", rows.toString());
    assertTrue(text.contains("# 3: 5, 9007199254740992, 9007199254740993"), text);
    assertEquals(List.of(), trained().err());
    String manifest = Files.readString(folder.resolve("run/model/manifest.json"));
    assertTrue(manifest.contains("\"9007199254740993\""), manifest);
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
    String text = written("gaps.csv", rows.toString());
    assertTrue(text.contains("    z0: ignore    # a value in 2 of 60 rows\n"), text);
    assertEquals(List.of(), trained().err());
  }

  @Test
  void labelsWithZerosInFrontAreTextsAsInTraining() throws IOException {
    StringBuilder rows = new StringBuilder("x,kind\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i * i % 7).append(",0").append(i % 3).append('\n');
    }
    String text = written("codes.csv", rows.toString());
    String seen = "column 'kind' has numbers with zeros in front, such as '00': read as texts";
    assertTrue(text.contains("seen: " + seen + "\n"), text);
    assertTrue(text.contains("3: 00, 01, 02"), text);
    assertTrue(trained().out().contains("Seen: " + seen));
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
    String text = written("mails.svm", rows.toString());
    assertTrue(text.contains("2: ham, spam"), text);
    assertEquals(List.of(), trained().err());
  }

  @Test
  void rowsThatAreTooWideForHiddenUnitsGetALinearNetwork() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 3 == 0 ? "1 " : "0 ").append(1 + i % 3).append(":1 3000000:1\n");
    }
    String text = written("wide.svm", rows.toString());
    assertTrue(text.contains("network:\n  - dense: {units: classes}"), text);
    assertEquals(List.of(), trained().err());
  }

  @Test
  void labelsThatCannotBeLearntAreNamed() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "x,kind\n1,1\n2,2\n3,old\n");
    assertEquals(
        "kindling: %s:4: found 'old' among the numbers of column 'kind', expected labels that are"
                .formatted(data)
            + " all numbers or all texts; --label names another column",
        refused(data));
    Path same = Files.writeString(folder.resolve("same.csv"), "x,kind\n1,a\n2,a\n3,a\n");
    assertEquals(
        "kindling: %s: found the same label in every row of column 'kind', expected at least two;"
                .formatted(same)
            + " --label names another column",
        refused(same));
  }

  @Test
  void aLabelOfNumbersInTextsIsRefusedAndAColumnWithoutANameLeftOut() throws IOException {
    StringBuilder rows = new StringBuilder("x;;price\n");
    for (int i = 0; i < ROWS; i++) { // of thousands, or of thousandths
      rows.append(i * i % 7).append(";a;1,").append(100 + i % 50).append('\n');
    }
    Path prices = Files.writeString(folder.resolve("prices.csv"), rows);
    String refused = refused(prices);
    assertTrue(refused.contains("numbers that are written as texts in column 'price'"), refused);
    String text = written("plain.csv", rows.toString().replace(",", ""));
    assertTrue(text.contains("\n    '': ignore    # no name in the header\n"), text);
    String plain = folder.resolve("plain.csv").toString();
    Outcome again = Outcome.of("init", plain, "--output", folder.resolve("2.yaml").toString());
    assertTrue(again.out().stream().anyMatch(it -> it.endsWith("; left out: ''")), again::toString);
    assertEquals(List.of(), trained().err());
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

  @ParameterizedTest
  @CsvSource({"train.csv,test.csv", "training.csv,validation.csv", "train/part-0,test/part-0"})
  void filesToTrainAndToValidateOnInOneFolderAreToldApart(String train, String other)
      throws IOException {
    Path data = folder.resolve("kaggle");
    for (String file : List.of(train, other)) {
      Files.createDirectories(data.resolve(file).getParent());
      Files.writeString(data.resolve(file), "x,y\n" + "1,no\n2,yes\n".repeat(ROWS / 2));
    }
    Path config = folder.resolve("config.yaml");
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), outcome.err());
    String first = train.replaceFirst("/.*", "");
    String second = other.replaceFirst("/.*", "");
    assertTrue(
        outcome.out().contains("Seen: %s to train on, %s to validate on".formatted(first, second)),
        outcome::toString);
    String text = Files.readString(config);
    assertTrue(
        text.contains("  train: {format: csv, path: kaggle/%s, label: y}".formatted(first)), text);
    assertTrue(
        text.contains("  validation: {format: csv, path: kaggle/%s, label: y}".formatted(second)),
        text);
    Outcome trained = trained();
    assertEquals(List.of(), trained.err());
    assertTrue(
        trained.out().stream()
            .anyMatch(line -> line.startsWith("Training on 60 rows, validating on 60")),
        trained::toString);
    String model = folder.resolve("run/model").toString();
    assertEquals(
        List.of(
            "kindling: %1$s: found rows to train on and others to validate on, expected one or the"
                    .formatted(data)
                + " other: %1$s/%2$s or %1$s/%3$s".formatted(data, first, second)),
        Outcome.of("evaluate", model, "--data", data.toString()).err());
  }

  @Test
  void rowsToPredictForBesideThoseToTrainOnAreLeftOut() throws IOException {
    Path data = Files.createDirectories(folder.resolve("kaggle"));
    Files.writeString(data.resolve("train.csv"), "id,x,y\n" + "7,1,no\n7,2,yes\n".repeat(ROWS / 2));
    Files.writeString(data.resolve("test.csv"), "id,x\n1,1\n2,2\n");
    Files.writeString(data.resolve("sample_submission.csv"), "id,y\n1,no\n2,no\n");
    Path config = folder.resolve("config.yaml");
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(
        "Seen: train.csv to train on; test.csv has no column 'y', so it is left out, and for"
            + " 'kindling predict'",
        outcome.out().get(0));
    String text = Files.readString(config);
    assertTrue(text.contains("  train: {format: csv, path: kaggle/train.csv, label: y}\n"), text);
    assertTrue(text.contains("  validation: {split: 0.2}"), text);
    assertEquals(List.of(), trained().err());
  }

  @ParameterizedTest
  @CsvSource({"csv", "json"})
  void heldOutRowsWhoseLabelsAreAllEmptyAreLeftOut(String format) throws IOException {
    Path data = Files.createDirectories(folder.resolve("kaggle"));
    boolean csv = format.equals("csv");
    String rows = csv ? "x,y\n" : "";
    String row = csv ? "%s,%s\n" : "{\"x\": %s, \"y\": %s}\n";
    String labelled = row.formatted(1, 0) + row.formatted(2, 1);
    String none = row.formatted(1, csv ? "" : "null") + row.formatted(2, csv ? "NA" : "null");
    Files.writeString(data.resolve("train." + format), rows + labelled.repeat(ROWS / 2));
    Files.writeString(data.resolve("test." + format), rows + none);
    Path config = folder.resolve("config.yaml");
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(
        "Seen: train.%1$s to train on; test.%1$s has no value in column 'y', so it is left out, and for"
                .formatted(format)
            + " 'kindling predict'",
        outcome.out().get(0));
    assertTrue(Files.readString(config).contains("  validation: {split: 0.2}"), outcome::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "w, ', weight: w', ''",
    "v, '', ', which has no column ''w'', so that its rows count alike'"
  })
  void heldOutRowsAreWeightedAsThoseToTrainOn(String name, String weight, String told)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("kaggle"));
    String rows = "1,no,2\n2,yes,1\n".repeat(ROWS / 2);
    Files.writeString(data.resolve("train.csv"), "x,y,w\n" + rows);
    Files.writeString(data.resolve("test.csv"), "x,y,%s\n".formatted(name) + rows);
    Path config = folder.resolve("config.yaml");
    Outcome outcome =
        Outcome.of(
            "init",
            data.toString(),
            "--weight",
            "w",
            "--label",
            "y",
            "--output",
            config.toString());
    assertEquals(
        "Seen: train.csv to train on, test.csv to validate on" + told, outcome.out().get(0));
    String text = Files.readString(config);
    assertTrue(text.contains("kaggle/train.csv, weight: w, label: y}"), text);
    assertTrue(text.contains("kaggle/test.csv%s, label: y}".formatted(weight)), text);
    assertEquals(List.of(), trained().err());
  }

  @Test
  void whyNoColumnIsOfUseIsSaid() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "x,z,kind\n1,1,1\n2,1,2\nbig,1,1\n");
    assertEquals(
        "kindling: %s: found no column that tells rows apart besides the labels (x: 'big' among"
                .formatted(data)
            + " numbers at %s:4; one_hot takes texts, data.missing_values names those for"
                .formatted(data)
            + " nothing; z: 1 … 1, the same in every row), expected at least 1",
        refused(data));
  }

  @Test
  void aFolderOfImagesIsDeclaredByItsSize() throws IOException {
    for (int i = 0; i < 24; i++) {
      String part = i % 4 == 3 ? "test" : "train";
      image("pets/%s/%s/%s.png".formatted(part, i % 2 == 0 ? "cat" : "dog", i), i);
    }
    Path config = folder.resolve("config.yaml");
    Outcome written =
        Outcome.of("init", folder.resolve("pets").toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    String text = Files.readString(config);
    String size = "height: 5, width: 6, channels: 1, label: label}";
    assertTrue(text.contains("  train: {format: images, path: pets/train, " + size), text);
    assertTrue(text.contains("  validation: {format: images, path: pets/test, " + size), text);
    assertTrue(text.contains("\n  scale: unit "), text);
    assertEquals(List.of(), trained().err());
    String model = folder.resolve("run/model").toString();
    Outcome measured =
        Outcome.of("evaluate", model, "--data", folder.resolve("pets/test").toString());
    assertEquals(List.of(), measured.err());
    assertEquals(
        List.of(
            "kindling: %1$s: found rows to train on and others to validate on, expected one or the"
                    .formatted(folder.resolve("pets"))
                + " other: %1$s/train or %1$s/test".formatted(folder.resolve("pets"))),
        Outcome.of("evaluate", model, "--data", folder.resolve("pets").toString()).err());
  }

  @Test
  void aFolderOfIdxFilesIsDeclaredByItsPairs() throws IOException {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    idx(digits.resolve("train-images-idx3-ubyte"), 24, 2, 3);
    idx(digits.resolve("train-labels-idx1-ubyte"), 24);
    idx(digits.resolve("t10k-images-idx3-ubyte"), 12, 2, 3);
    idx(digits.resolve("t10k-labels-idx1-ubyte"), 12);
    Path config = folder.resolve("config.yaml");
    assertEquals(
        List.of(), Outcome.of("init", digits.toString(), "--output", config.toString()).err());
    String text = Files.readString(config);
    assertTrue(
        text.contains(
            "  validation: {format: idx, features: digits/t10k-images-idx3-ubyte, labels:"
                + " digits/t10k-labels-idx1-ubyte, label: label}"),
        text);
    assertEquals(List.of(), trained().err());
    String images = digits.resolve("t10k-images-idx3-ubyte").toString();
    String model = folder.resolve("run/model").toString();
    assertEquals(List.of(), Outcome.of("evaluate", model, "--data", images).err());
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
    assertEquals(List.of(), trained().err());
  }

  private static void idx(Path file, int... dimensions) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    bytes.putInt(0x0800 | dimensions.length);
    int size = 1;
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
      size *= dimension;
    }
    for (int i = 0; i < size; i++) {
      bytes.put((byte) (i % 3));
    }
    Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private void image(String name, int seed) throws IOException {
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(seed % 6, seed % 5, 0, 200);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /** The config file for a text. */
  private String written(String name, String rows) throws IOException {
    Path data = Files.writeString(folder.resolve(name), rows);
    Path config = folder.resolve("config.yaml");
    Files.deleteIfExists(config);
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), outcome.err());
    return Files.readString(config);
  }

  private Outcome trained() {
    return Outcome.of(
        "train",
        folder.resolve("config.yaml").toString(),
        "--output",
        folder.resolve("run").toString(),
        "--set",
        "training.epochs=1");
  }

  private String refused(Path data) {
    Path config = folder.resolve("config.yaml");
    Outcome outcome = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(2, outcome.status());
    return String.join("\n", outcome.err());
  }
}
