package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
}
