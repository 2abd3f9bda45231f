package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are not finite, by the command: one line, status 1 or 2, and no bad model. */
final class DivergenceRunTest {
  private static final int ROWS = 1500;
  private static final int PLANTED = 1234; // counted from 1; the header is line 1
  private static final String PLACE = "rows.csv:" + (PLANTED + 1);

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private Path rows;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    rows = folder.resolve("rows.csv");
    output = folder.resolve("run");
    Files.write(rows, lines());
    Files.writeString(
        folder.resolve("run.yaml"),
        """
        data:
          train: {format: csv, path: rows.csv, label: y}
        network:
          - dense: {units: 4}
          - dense: {units: 1}
        loss: squared_error
        optimizer: {sgd: {learning_rate: 0.01}}
        training: {epochs: 40, batch_size: 1500, shards: 2}
        """);
  }

  private static List<String> lines() {
    Random random = new Random(4);
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      lines.add(String.format(Locale.ROOT, "%.4f,%.4f,%.4f", a, b, a - 2 * b));
    }
    return lines;
  }

  private void plant(String line) throws IOException {
    List<String> lines = lines();
    lines.set(PLANTED, line);
    Files.write(rows, lines);
  }

  private Outcome train(String... options) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(List.of(folder.resolve("run.yaml").toString(), "--output", output.toString()));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static String onlyLine(int status, Outcome outcome) {
    assertEquals(1, outcome.err().size(), outcome.err().toString());
    assertEquals(status, outcome.status(), outcome.err().toString());
    return outcome.err().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN,1,2 | found no value in column 'a', expected a number",
        "1,inf,2 | found 'inf' in column 'b', expected a finite number",
        "1,1e39,2 | found '1e39' in column 'b', expected ",
        "1,1,NaN | found no label, expected ",
        "1,1,-Infinity | found '-Infinity' in column 'y', expected a finite number"
      })
  void aNumberThatIsNoneIsNamedByItsLineBeforeAnythingIsTrained(String planted) throws IOException {
    String[] parts = planted.split(" \\| ", 2);
    plant(parts[0]);
    String line = onlyLine(2, train());
    assertTrue(line.contains(PLACE + ": " + parts[1]), line);
    assertFalse(Files.exists(output.resolve("model")));
  }

  @Test
  void aNumberThatOverflowsALayerIsNamedByItsLine() throws IOException {
    plant("3e38,-3e38,0");
    String line = onlyLine(1, train("--set", "network.0.dense.units=200"));
    assertTrue(
        line.matches(
            "kindling: training diverged: the gradient is no longer finite at epoch 1, step 1; in"
                + " shard [01], .*"
                + PLACE
                + ", the gradient of 1.weight is -?Infinity; .*; no epoch had ended, so there is no"
                + " new model"),
        line);
    assertFalse(Files.exists(output.resolve("model")));
  }

  @Test
  void aRateOfAMillionIsCaughtAtItsStepAlsoWhenThatIsTheLast() throws IOException {
    String line = onlyLine(1, train("--set", "optimizer.sgd.learning_rate=1e6"));
    Matcher place = Pattern.compile("diverged: (.*) at epoch (\\d+), step 1; ").matcher(line);
    assertTrue(place.find(), line);
    int epoch = Integer.parseInt(place.group(2)); // of one step each
    assertTrue(epoch > 1 && epoch < 40, line);
    assertSavedModel(epoch - 1);
    String again =
        onlyLine(
            1,
            train(
                "--overwrite",
                "--set",
                "optimizer.sgd.learning_rate=1e6",
                "--set",
                "training.epochs=" + epoch));
    assertEquals(line, again);
    assertSavedModel(epoch - 1);
  }

  @Test
  void goingBackRecoversTheTrainingAndIsRecorded() throws IOException {
    Outcome outcome =
        train(
            "--set",
            "optimizer.sgd.learning_rate=1e6",
            "--set",
            "training.batch_size=100",
            "--set",
            "training.on_divergence={rollback: {factor: 1e-4, times: 2}}");
    assertEquals(0, outcome.status(), outcome.err().toString());
    List<String> told =
        outcome.out().stream().filter(line -> line.contains("training diverged")).toList();
    assertEquals(2, told.size(), outcome.out().toString());
    assertTrue(
        told.get(0)
            .matches(
                "Warning: training diverged: .* at epoch 1, step \\d+; back to the start, with"
                    + " 1.0E-4 of the learning rate from now on \\(1 of at most 2 times\\)"),
        told.get(0));
    List<String> history = Files.readAllLines(output.resolve("history.jsonl"));
    assertEquals(40, history.size());
    assertTrue(
        history
            .get(0)
            .matches(
                ".*\"setbacks\":\\[\\{\"epoch\":1,\"step\":\\d+,\"learning_rate_factor\":1.0E-4\\},.*"),
        history.get(0));
    String manifest = Files.readString(output.resolve("model/manifest.json"));
    assertTrue(manifest.contains("\"setbacks\""), manifest);
    assertTrue(manifest.contains("\"on_divergence\""), manifest);
    assertSavedModel(40);
  }

  /** The model is that of an epoch, and each of its numbers is finite. */
  private void assertSavedModel(int epoch) throws IOException {
    assertEquals(epoch, Files.readAllLines(output.resolve("history.jsonl")).size());
    float[] parameters =
        ModelFiles.load(new Configuration(), output.resolve("model").toString()).parameters();
    for (float parameter : parameters) {
      assertTrue(Float.isFinite(parameter));
    }
  }
}
