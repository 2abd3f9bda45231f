package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.HadoopSettings;
import io.kindling.submit.fixture.LimitedDisk;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of any characters, and paths that lead nowhere, on the command line. */
class PathsRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String ROWS = "data.train.path=";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"at 16:00 [1]", "{a,b} 50% #1", "a\\b größe", "16:00"})
  void aRunMayLieInAFolderOfAnyName(String name) throws IOException {
    Path inner = Files.createDirectory(folder.resolve(name));
    String config = TinyRun.write(inner).toString();
    String output = folder.resolve("run").toString();
    Outcome trained = Outcome.of("train", config, "--output", output);
    assertEquals(List.of(), trained.err());
    String model = output + "/model";
    String rows = inner.resolve("rows.csv").toString();
    Outcome evaluated = Outcome.of("evaluate", model, "--data", rows, "--label", "kind");
    assertEquals(List.of(), evaluated.err());
    String predictions = inner.resolve("rows[1] at 17:00").toString();
    Outcome predicted =
        Outcome.of("predict", model, "--data", rows, "--label", "kind", "--output", predictions);
    assertEquals(List.of(), predicted.err());
    assertEquals("60 predictions in " + predictions, predicted.lastLine());
    assertTrue(Files.exists(Path.of(predictions).resolve("_SUCCESS")));
  }

  @Test
  void aConfigFileMayLieOnAnyFileSystem() throws IOException {
    String config = "limited:" + TinyRun.write(folder);
    try (HadoopSettings settings = new HadoopSettings(LimitedDisk.settings(0))) {
      Outcome shown = Outcome.of("inspect", config);
      assertEquals(List.of(), shown.err(), settings::toString);
      Outcome refused = train(config, "training.batch_size=61");
      assertTrue(refused.err().get(0).startsWith("kindling: " + config), refused.err()::toString);
      Outcome trained = train(config);
      assertEquals(List.of(), trained.err());
    }
  }

  @Test
  void aDataFileMayHaveANameThatLooksLikeAGlob() throws IOException {
    Path config = TinyRun.write(folder);
    Files.move(folder.resolve("rows.csv"), folder.resolve("rows[1].csv"));
    Files.writeString(folder.resolve("rows: old.csv"), "not rows");
    Outcome trained = train(config, ROWS + "rows[1].csv", "data.validation.path='rows?1?.c*'");
    assertEquals(List.of(), trained.err());
    assertEquals(0, trained.status());
  }

  @Test
  void aFileSystemWhosePackageIsMissingIsRefusedInOneLine() throws IOException {
    Outcome outcome = train(TinyRun.write(folder), ROWS + "s3a://bucket/x.csv");
    assertEquals(2, outcome.status());
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
    String line = outcome.err().get(0);
    assertTrue(
        line.startsWith(
            "kindling: s3a://bucket/x.csv: found no file system for s3a: on the class path,"
                + " expected its package, --packages org.apache.hadoop:hadoop-aws:"),
        line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\data\\x.csv", "nowhere://host/x.csv", "rows.csv.zst", "\"\""})
  void aPathThatCannotBeReadIsRefusedInOneLine(String path) throws IOException {
    Files.write(folder.resolve("rows.csv.zst"), new byte[9]);
    Outcome outcome = train(TinyRun.write(folder), ROWS + path);
    assertEquals(2, outcome.status());
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
  }

  private Outcome train(Object config, String... settings) {
    String[] arguments = new String[4 + 2 * settings.length];
    arguments[0] = "train";
    arguments[1] = config.toString();
    arguments[2] = "--output";
    arguments[3] = folder.resolve("run").toString();
    for (int i = 0; i < settings.length; i++) {
      arguments[4 + 2 * i] = "--set";
      arguments[5 + 2 * i] = settings[i];
    }
    return Outcome.of(arguments);
  }
}
