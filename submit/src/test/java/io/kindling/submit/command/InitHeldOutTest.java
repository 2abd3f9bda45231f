package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.InitRun;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files a config file names to train and to validate on. */
final class InitHeldOutTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir private Path folder;

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
    Outcome trained = init().trained();
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
    assertEquals(List.of(), init().trained().err());
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
    assertEquals(List.of(), init().trained().err());
  }

  private InitRun init() {
    return new InitRun(folder);
  }
}
