package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.fixture.InterruptingFileSystem;
import io.kindling.driver.fixture.MixedModel;
import io.kindling.driver.fixture.TinyModel;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in its folder. */
final class ModelFilesTest {
  private static final Configuration HADOOP = new Configuration();

  private Path folder;

  @BeforeEach
  void keepFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void parametersAreLoadedBitForBit() throws IOException {
    TrainedModel model = TinyModel.plain(1);
    model.sharedParameters()[3] = -0f;
    model.sharedParameters()[4] = Float.MIN_VALUE;
    assertArrayEquals(model.parameters(), saveAndLoad(model).parameters());
  }

  @Test
  void theDeclarationIsLoadedAsItWas() throws IOException {
    assertEquals(TinyModel.SPEC, saveAndLoad(TinyModel.plain(1)).spec());
  }

  @Test
  void columnNamesAreLoadedAsTheyWere() throws IOException {
    assertEquals(TinyModel.COLUMNS, saveAndLoad(TinyModel.plain(1)).preprocessing().names());
  }

  @Test
  void aStandardisingModelScalesAsBefore() throws IOException {
    TrainedModel model = TinyModel.standardizing(1);
    TrainedModel loaded = saveAndLoad(model);
    assertEquals(ScaleMode.STANDARDIZE, loaded.preprocessing().scaling().mode());
    assertArrayEquals(
        model.preprocessing().scaling().shift(), loaded.preprocessing().scaling().shift());
    assertArrayEquals(
        model.preprocessing().scaling().factor(), loaded.preprocessing().scaling().factor());
  }

  @Test
  void aModelWithoutScalingLeavesFeaturesAlone() throws IOException {
    float[] row = {1, 2, 3, 4};
    saveAndLoad(TinyModel.plain(1)).preprocessing().scaling().apply(row, 0);
    assertArrayEquals(new float[] {1, 2, 3, 4}, row);
  }

  @Test
  void columnsOfEveryKindAreLoadedAsTheyWere() throws IOException {
    Preprocessing saved = MixedModel.create().preprocessing();
    Preprocessing loaded = saveAndLoad(MixedModel.create()).preprocessing();
    assertEquals(saved.columns(), loaded.columns());
    assertEquals(saved.missing(), loaded.missing());
    assertArrayEquals(saved.fill(), loaded.fill());
  }

  @Test
  void theManifestNamesColumnsWithTheirKinds() throws IOException {
    save(MixedModel.create(), "model");
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("model/manifest.json").toFile());
    assertEquals(
        "[{\"name\":\"size\",\"kind\":\"numeric\"},"
            + "{\"name\":\"colour\",\"kind\":\"one_hot\",\"categories\":[\"blue\",\"12\"]},"
            + "{\"name\":\"zip\",\"kind\":{\"hash\":{\"buckets\":1000}}}]",
        manifest.get("columns").toString());
    assertEquals("mean", manifest.get("missing").textValue());
  }

  @Test
  void aLoadedModelHasTheSameSha256() throws IOException {
    TrainedModel model = TinyModel.standardizing(1);
    assertEquals(model.sha256(), saveAndLoad(model).sha256());
  }

  @Test
  void theSha256IsThatOfTheWeightsFile() throws IOException, NoSuchAlgorithmException {
    TrainedModel model = TinyModel.standardizing(1);
    save(model, "model");
    byte[] file = Files.readAllBytes(folder.resolve(weightsOf(model)));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    assertEquals(HexFormat.of().formatHex(digest), model.sha256());
  }

  @Test
  void theSha256TellsModelsApart() {
    assertNotEquals(TinyModel.plain(1).sha256(), TinyModel.plain(2).sha256());
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    save(TinyModel.standardizing(1), "one");
    save(TinyModel.standardizing(1), "other");
    assertEquals(
        List.of("manifest.json", weightsOf(TinyModel.standardizing(1)).substring(6)),
        namesIn("one"));
    for (String file : namesIn("one")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("one").resolve(file)),
          Files.readAllBytes(folder.resolve("other").resolve(file)));
    }
  }

  @Test
  void theManifestSaysWhatTheModelIs() throws IOException {
    save(TinyModel.standardizing(9), "model");
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("model/manifest.json").toFile());
    List<String> keys = new ArrayList<>();
    manifest.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "format",
            "input",
            "columns",
            "missing",
            "scale",
            "network",
            "loss",
            "parameters",
            "weights",
            "sha256",
            "training"),
        keys);
    assertEquals(1, manifest.get("format").intValue());
    assertEquals("standardize", manifest.get("scale").textValue());
    assertEquals(9, manifest.at("/training/seed").intValue());
  }

  @Test
  void savingAgainReplacesTheModel() throws IOException {
    save(TinyModel.standardizing(1), "model");
    save(TinyModel.plain(2), "model");
    assertEquals(
        TinyModel.plain(2).sha256(),
        ModelFiles.load(HADOOP, folder.resolve("model").toString()).sha256());
  }

  @Test
  void savingLeavesNothingButTheModel() throws IOException {
    save(TinyModel.plain(1), "model");
    save(TinyModel.plain(2), "model");
    assertEquals(
        List.of("model", "model/manifest.json", weightsOf(TinyModel.plain(2))), everythingBelow());
  }

  @Test
  void whatAnInterruptedSaveLeftIsClearedAway() throws IOException {
    save(TinyModel.plain(1), "model");
    Files.writeString(folder.resolve("model/.manifest.json.writing"), "half");
    Files.writeString(folder.resolve(weightsOf(TinyModel.plain(2))), "half");
    Files.writeString(folder.resolve("model/weights-0123456789abcdef.safetensors"), "half");
    save(TinyModel.plain(2), "model");
    assertEquals(
        List.of("model", "model/manifest.json", weightsOf(TinyModel.plain(2))), everythingBelow());
    assertEquals(TinyModel.plain(2).sha256(), load().sha256());
  }

  @Test
  void aModelIsNotCalledDamagedThatAnInterruptKeptFromBeingRead() throws IOException {
    save(TinyModel.plain(1), "model");
    Configuration hadoop = new Configuration();
    InterruptingFileSystem.register(hadoop);
    String place = "interrupting:" + folder.resolve("model");
    InterruptingFileSystem.interruptAfter(1, false);
    UncheckedIOException thrown =
        assertThrows(UncheckedIOException.class, () -> ModelFiles.load(hadoop, place));
    assertTrue(InterruptingFileSystem.stop());
    assertInstanceOf(InterruptedIOException.class, thrown.getCause());
  }

  @Test
  void otherFilesBesideAModelAreLeftAlone() throws IOException {
    save(TinyModel.plain(1), "model");
    Path notes = Files.writeString(folder.resolve("model/weights-notes.txt"), "mine");
    save(TinyModel.plain(2), "model");
    assertEquals("mine", Files.readString(notes));
  }

  @Test
  void aFolderWhoseManifestNamesNoWeightsIsLoadedAndReplaced() throws IOException {
    save(TinyModel.plain(1), "model");
    Path manifest = folder.resolve("model/manifest.json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
    json.remove("weights");
    new ObjectMapper().writeValue(manifest.toFile(), json);
    Files.move(
        folder.resolve(weightsOf(TinyModel.plain(1))), folder.resolve("model/weights.safetensors"));
    assertEquals(TinyModel.plain(1).sha256(), load().sha256());
    save(TinyModel.plain(2), "model");
    assertEquals(
        List.of("model", "model/manifest.json", weightsOf(TinyModel.plain(2))), everythingBelow());
  }

  @Test
  void weightsThatAreCutOffAreWrittenAgain() throws IOException {
    save(TinyModel.plain(1), "model");
    Files.writeString(folder.resolve(weightsOf(TinyModel.plain(1))), "half");
    save(TinyModel.plain(1), "model");
    assertEquals(TinyModel.plain(1).sha256(), load().sha256());
  }

  @Test
  void foldersThatAreMissingAreMade() throws IOException {
    save(TinyModel.plain(1), "runs/first/model");
    assertEquals(
        TinyModel.plain(1).sha256(),
        ModelFiles.load(HADOOP, folder.resolve("runs/first/model").toString()).sha256());
  }

  @Test
  void theFolderMayBeAUri() throws IOException {
    String uri = folder.resolve("model").toUri().toString();
    ModelFiles.save(TinyModel.plain(1), HADOOP, uri);
    assertEquals(TinyModel.plain(1).sha256(), ModelFiles.load(HADOOP, uri).sha256());
  }

  private void save(TrainedModel model, String name) throws IOException {
    ModelFiles.save(model, HADOOP, folder.resolve(name).toString());
  }

  private TrainedModel saveAndLoad(TrainedModel model) throws IOException {
    save(model, "model");
    return load();
  }

  private TrainedModel load() {
    return ModelFiles.load(HADOOP, folder.resolve("model").toString());
  }

  private static String weightsOf(TrainedModel model) {
    return "model/weights-%s.safetensors".formatted(model.sha256().substring(0, 16));
  }

  private List<String> namesIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> everythingBelow() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
