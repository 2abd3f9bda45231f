package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling train --init-from}: words, scaling and classes of the model hold on. */
final class FineTuningRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: old.csv, label: kind}
        scale: standardize
      network: [dense: {units: 6}, relu, dense: {units: classes}]
      loss: softmax_cross_entropy
      training: {epochs: 2, batch_size: 12, shards: 2}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void trainTheModel() throws IOException {
    write("old.csv", List.of("red", "green", "blue"), List.of("apple", "pear", "plum"), 1);
    write("new.csv", List.of("red", "blue"), List.of("pear", "plum"), 100);
    write("other.csv", List.of("red", "blue"), List.of("pea", "bean"), 1);
    Files.writeString(folder.resolve("old.yaml"), CONFIG);
    Files.writeString(folder.resolve("new.yaml"), CONFIG.replace("old.csv", "new.csv"));
    Outcome trained = train("old.yaml", "old");
    assertEquals(0, trained.status(), trained::toString);
  }

  private void write(String name, List<String> colours, List<String> kinds, int size)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("colour,size,kind"));
    for (int i = 0; i < 36; i++) {
      lines.add(
          "%s,%s,%s"
              .formatted(
                  colours.get(i % colours.size()), size * (i % 7), kinds.get(i % kinds.size())));
    }
    Files.write(folder.resolve(name), lines);
  }

  private Outcome train(String config, String output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", folder.resolve(config).toString()));
    arguments.addAll(List.of("--output", folder.resolve(output).toString()));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private TrainedModel model(String output) {
    return ModelFiles.load(new Configuration(), folder.resolve(output + "/model").toString());
  }

  private String old() {
    return folder.resolve("old/model").toString();
  }

  @Test
  void wordsScalingAndClassesAreTheModelsThoughTheRowsHaveFewer() {
    Outcome tuned = train("new.yaml", "new", "--init-from", old(), "--set", "training.freeze=[0]");
    assertEquals(0, tuned.status(), tuned::toString);
    TrainedModel before = model("old");
    TrainedModel now = model("new");
    assertEquals(List.of("apple", "pear", "plum"), now.labels().classes());
    assertEquals(before.preprocessing().columns(), now.preprocessing().columns());
    assertEquals(
        Arrays.toString(before.preprocessing().scaling().shift()),
        Arrays.toString(now.preprocessing().scaling().shift()));
    float[] first = Arrays.copyOf(now.parameters(), 6 * 4 + 6);
    assertEquals(
        Arrays.toString(Arrays.copyOf(before.parameters(), first.length)), Arrays.toString(first));
    assertTrue(
        tuned.out().stream().anyMatch("Frozen layers 0: 21 of 51 parameters are trained"::equals),
        tuned::toString);
  }

  @Test
  void theModelIsTheSameWhenItIsTrainedAgain() {
    Outcome tuned = train("new.yaml", "new", "--init-from", old(), "--set", "training.freeze=[0]");
    assertEquals(0, tuned.status(), tuned::toString);
    Outcome again = Outcome.of("reproduce", folder.resolve("new/model").toString());
    assertEquals(0, again.status(), again::toString);
    assertTrue(
        again.out().contains("Config, data, versions and BLAS are as recorded"), again::toString);
  }

  @Test
  void aNewLastLayerTellsTheClassesOfTheNewRowsApart() {
    Outcome tuned =
        train(
            "new.yaml",
            "new",
            "--init-from",
            old(),
            "--set",
            "training.init_from.except=[2]",
            "--set",
            "data.train.path=other.csv");
    assertEquals(0, tuned.status(), tuned::toString);
    assertEquals(List.of("bean", "pea"), model("new").labels().classes());
    assertEquals(model("old").preprocessing().columns(), model("new").preprocessing().columns());
  }

  @Test
  void whatDoesNotFitEndsInOneLine() {
    assertRefused(
        "new.yaml: training.init_from: in %s, network[0] (dense) is dense with weight 6×4 and bias"
                .formatted("file:" + old())
            + " 6, expected dense with weight 5×4 and bias 5; network[2] (dense) is dense with"
            + " weight 3×6 and bias 3, expected dense with weight 3×5 and bias 3; layers that except"
            + " names start anew",
        "--init-from",
        old(),
        "--set",
        "network.0.dense.units=5");
    assertRefused(
        "new.yaml: data.scale: found 'min_max', expected standardize, as in file:%s, from which"
                .formatted(old())
            + " training starts",
        "--init-from",
        old(),
        "--set",
        "data.scale=min_max");
    assertRefused(
        "/no: found no model, expected a folder with manifest.json and the weights it names",
        "--init-from",
        folder.resolve("no").toString());
    assertRefused(
        "new.yaml: training.freeze: found '7', which is no layer of the network, expected '0'"
            + " (nearest), of: 0, 1, 2",
        "--set",
        "training.freeze=[7]");
  }

  private void assertRefused(String line, String... options) {
    Outcome refused = train("new.yaml", "new", options);
    assertEquals(2, refused.status(), refused::toString);
    assertTrue(refused.err().get(refused.err().size() - 1).endsWith(line), refused::toString);
    assertTrue(Files.notExists(folder.resolve("new/model")));
  }

  /** A rate that is 0 as float32 leaves what was read. */
  @Test
  void exportedParametersComeBackToTheBit() throws IOException {
    String file = folder.resolve("old.safetensors").toString();
    Outcome exported = Outcome.of("export", old(), "--format", "safetensors", "--output", file);
    assertEquals(0, exported.status(), exported::toString);
    Outcome tuned =
        train(
            "old.yaml",
            "again",
            "--init-from",
            file,
            "--set",
            "optimizer={sgd: {learning_rate: 5e-324}}");
    assertEquals(0, tuned.status(), tuned::toString);
    assertArrayEquals(model("old").parameters(), model("again").parameters());
    assertEquals(model("old").sha256(), model("again").sha256());
    String sha256 = ContentDigest.of(out -> Files.copy(Path.of(file), out)).sha256();
    assertTrue(
        tuned
            .out()
            .contains(
                "Starts from file:%s, SHA-256 %s: layers 0, 2 are its own;".formatted(file, sha256)
                    + " columns, categories and scaling follow from the rows"),
        tuned::toString);
    Files.writeString(
        folder.resolve("file.yaml"),
        CONFIG.replace(
            "training: {", "training: {init_from: {model: old.safetensors, except: [2]}, "));
    Outcome declared = train("file.yaml", "declared");
    assertEquals(0, declared.status(), declared::toString);
    Outcome within = train("old.yaml", folder.toString(), "--init-from", file);
    assertEquals(
        "kindling: --output: found %s, expected a folder without file:%s, from which training starts"
            .formatted(folder, file),
        within.err().get(0));
  }

  @Test
  void aTrainingDoesNotReplaceTheModelThatItStartsFrom() {
    Outcome refused = train("new.yaml", "old", "--overwrite", "--init-from", old());
    assertEquals(2, refused.status(), refused::toString);
    assertTrue(
        refused.err().get(refused.err().size() - 1).contains("from which training starts"),
        refused::toString);
  }

  @Test
  void aDryRunShowsWhatIsTrainable() {
    Outcome plan =
        train(
            "new.yaml", "none", "--init-from", old(), "--set", "training.freeze=[0]", "--dry-run");
    assertEquals(0, plan.status(), plan::toString);
    assertTrue(plan.out().stream().anyMatch(line -> line.matches("0 +dense +6 +30 +0 .*")));
    assertTrue(plan.out().stream().anyMatch(line -> line.matches("total +51 +21 .*")));
  }
}
