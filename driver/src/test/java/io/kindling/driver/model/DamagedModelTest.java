package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.kindling.driver.fixture.TinyModel;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.ModelReader;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that hold no model, or one that somebody has damaged. */
final class DamagedModelTest {
  private static final Configuration HADOOP = new Configuration();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;
  private Path manifest;
  private Path weights;

  @BeforeEach
  void save(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Path model = folder.resolve("model");
    manifest = model.resolve("manifest.json");
    TrainedModel saved = TinyModel.standardizing(1);
    weights = model.resolve("weights-%s.safetensors".formatted(saved.sha256().substring(0, 16)));
    ModelFiles.save(saved, HADOOP, model.toString());
  }

  @Test
  void aManifestThatIsLargerThanAnyIsRefusedBeforeItIsReadAndReplaced() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "rw")) {
      file.setLength(1L << 31); // takes no room on the disk
    }
    String model = folder.resolve("model").toString();
    String expected =
        manifest + ": found 2147483648 bytes, expected a model's manifest of at most 268435456";
    assertEquals(
        expected,
        assertThrows(InvalidInputException.class, () -> ModelFiles.load(HADOOP, model))
            .getMessage());
    assertEquals(
        expected,
        assertThrows(InvalidInputException.class, () -> ModelReader.read(Path.of(model)))
            .getMessage());
    TrainedModel saved = TinyModel.standardizing(2);
    ModelFiles.save(saved, HADOOP, model);
    assertEquals(saved.sha256(), ModelFiles.load(HADOOP, model).sha256());
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    String missing = folder.resolve("nowhere").toString();
    assertEquals(
        missing + ": found no model, expected a folder with manifest.json and the weights it names",
        message(assertThrows(InvalidInputException.class, () -> ModelFiles.load(HADOOP, missing))));
  }

  @Test
  void ofTheOutputFolderOfATrainingTheModelWithinIsNamed() {
    String expected =
        "%s: found no model, expected a folder with manifest.json and the weights it names, as %s/model";
    assertEquals(
        expected.formatted(folder, folder),
        message(
            assertThrows(
                InvalidInputException.class, () -> ModelFiles.load(HADOOP, folder.toString()))));
  }

  @Test
  void aFolderWithoutWeightsIsRefused() throws IOException {
    Files.delete(weights);
    assertRefused(folder.resolve("model"), "found no model, expected a folder with manifest.json");
  }

  @Test
  void weightsThatAreCutOffAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 3));
    assertRefused(weights, "found the end of the file, expected 3 more bytes");
  }

  @Test
  void anEmptyWeightsFileIsRefused() throws IOException {
    Files.write(weights, new byte[0]);
    assertRefused(weights, "found the end of the file, expected 8 more bytes");
  }

  @Test
  void aChangedParameterIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    assertRefused(weights, "found SHA-256 ");
  }

  @Test
  void aChangedByteIsNoticedWhereverItIs() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 2;
      Files.write(weights, changed);
      assertThrows(InvalidInputException.class, this::load, "byte " + i + " was changed");
    }
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    rewriteWeights(tensors -> tensors.remove("2.bias"));
    assertRefused(
        weights, "found no tensor '2.bias', expected '2.bias' of [3], as the manifest says");
  }

  @Test
  void aMissingScalingIsNamed() throws IOException {
    rewriteWeights(tensors -> tensors.remove("input.shift"));
    assertRefused(
        weights,
        "found no tensor 'input.shift', expected 'input.shift' of [4], as the manifest says");
  }

  @Test
  void aTensorOfAnotherShapeIsNamed() throws IOException {
    rewriteWeights(tensors -> tensors.put("0.weight", new Tensor(new float[20], 0, List.of(4, 5))));
    assertRefused(
        weights, "found '0.weight' of [4, 5], expected '0.weight' of [5, 4], as the manifest says");
  }

  @Test
  void aTensorTooManyIsNoticed() throws IOException {
    rewriteWeights(tensors -> tensors.put("3.bias", new Tensor(new float[1], 0, List.of(1))));
    assertRefused(weights, "found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON", "{\"format\": 1", "{'format': 1}"})
  void aManifestThatIsNoJsonIsRefused(String content) throws IOException {
    Files.writeString(manifest, content);
    assertRefused(manifest, "expected a model's manifest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0", "{}", "x", "]", "# a comment"})
  void aManifestWithSomethingBehindItIsRefused(String behind) throws IOException {
    int lines = Files.readAllLines(manifest).size();
    Files.writeString(manifest, "\n\n" + behind, StandardOpenOption.APPEND);
    assertRefused(manifest, "found something behind the end of the JSON, expected");
    assertRefused(manifest, ":%s:".formatted(lines + 2));
  }

  @Test
  void aManifestWithAKeyTwiceIsRefused() throws IOException {
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{\"format\": 1,"));
    assertRefused(manifest, ":2:11: found invalid JSON (Duplicate field 'format'), expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"text\""})
  void aManifestThatIsNoObjectIsRefused(String content) throws IOException {
    Files.writeString(manifest, content);
    assertRefused(manifest, ":1:1: found '");
  }

  @Test
  void aManifestOfAnotherFormatIsRefused() throws IOException {
    rewriteManifest(json -> json.put("format", 2));
    assertRefused(
        manifest,
        "found 2, expected 1, what this version of Kindling reads; load the model by the one that"
            + " wrote it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"format", "input", "columns", "missing", "scale", "network", "loss", "sha256"})
  void aMissingEntryOfTheManifestIsRefused(String key) throws IOException {
    rewriteManifest(json -> json.remove(key));
    assertRefused(manifest, "expected '" + key + "'");
  }

  @Test
  void anUnknownScalingIsRefused() throws IOException {
    rewriteManifest(json -> json.put("scale", "standardise"));
    assertRefused(manifest, "found 'standardise', expected 'standardize'");
  }

  static Stream<Arguments> damagedColumns() {
    return Stream.of(
        arguments(
            "[{'name': 'a', 'kind': 'numeric'}]",
            "found a list of 1, expected columns that fill an input of 4"),
        arguments(
            "[{'name': 'a', 'kind': 'one_hot', 'categories': ['x', 'x', 'y', 'z']}]",
            "columns[0].categories: found a list of 4, expected at least one category, each once"),
        arguments(
            "[{'name': 'a', 'kind': 'one_hot', 'categories': []}]",
            "columns[0].categories: found a list of 0, expected at least one category, each once"),
        arguments(
            "[{'name': 'a', 'kind': 'one_hot'}]", "found no 'categories', expected 'categories'"),
        arguments(
            "[{'name': 'a', 'kind': 'numeric', 'categories': ['x']}]",
            "found unknown key 'categories'"),
        arguments(
            "[{'name': 'a', 'kind': 'onehot'}]",
            "found unknown kind of column 'onehot', expected 'one_hot' (nearest)"),
        arguments(
            "[{'name': 'a', 'kind': {'hash': {'buckets': 1}}}]",
            "Hash buckets must be from 2 to 16777216, got 1"),
        arguments(
            "[{'name': 'a.month', 'kind': {'date': {'parts': ['year']}}}]",
            "expected a date by one part, which its name ends with"),
        arguments("[{'kind': 'numeric'}]", "found no 'name', expected 'name'"),
        arguments(
            "[{'name': 'a', 'kind': 'numeric'}, {'name': 'a', 'kind': 'numeric'}]",
            "found a list of 2, expected each name once"),
        arguments("['a', 'b', 'c', 'd']", "found 'a', expected a mapping of keys to values"));
  }

  @ParameterizedTest
  @MethodSource("damagedColumns")
  void columnsThatAreNoneAreRefused(String columns, String part) throws IOException {
    JsonNode damaged = JSON.readTree(columns.replace('\'', '"'));
    rewriteManifest(json -> json.set("columns", damaged));
    assertRefused(manifest, part);
  }

  @Test
  void anUnknownTreatmentOfMissingNumbersIsRefused() throws IOException {
    rewriteManifest(json -> json.put("missing", "means"));
    assertRefused(manifest, "found 'means', expected 'mean' (nearest)");
  }

  @Test
  void missingMeansAreNamed() throws IOException {
    rewriteManifest(json -> json.put("missing", "mean"));
    assertRefused(
        weights,
        "found no tensor 'input.fill', expected 'input.fill' of [4], as the manifest says");
  }

  @Test
  void indicatorsOfOtherThanFeaturesAreRefused() throws IOException {
    rewriteManifest(
        json -> {
          json.putArray("input").add(5);
          json.putArray("indicators").add(9);
        });
    assertRefused(
        manifest,
        "indicators[0]: found 9, expected the place of a numeric feature, in their order");
  }

  static Stream<Arguments> networksThatAreHuge() {
    return Stream.of(
        arguments(
            "[4]",
            "[{'dense': {'units': 100000000}}]",
            "found '0.weight' of [5, 4], expected '0.weight' of [100000000, 4]"),
        arguments(
            "[2147483647]",
            "[{'slice': {'from': 0, 'to': 4}}, {'dense': {'units': 5}}]",
            "found no tensor '1.weight'"));
  }

  /** Neither parameters nor what scales inputs take memory that the weights do not account for. */
  @ParameterizedTest
  @MethodSource("networksThatAreHuge")
  void aHugeNetworkWithSmallWeightsIsRefusedBeforeRoomIsMade(
      String input, String network, String part) throws IOException {
    rewriteManifest(
        json -> {
          json.put("scale", "none");
          json.putArray("columns");
          json.set("input", tree(input));
          json.set("network", tree(network));
        });
    assertRefused(weights, part); // once before, so that no classes are loaded
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertRefused(weights, part);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 16 << 20, () -> taken + " bytes");
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anImpossibleInputShapeIsRefused() throws IOException {
    rewriteManifest(json -> json.putArray("input").add(0));
    assertRefused(manifest, "A dimension must be at least 1, got 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.safetensors", "weights-0.safetensors", "manifest.json"})
  void weightsOfAnImpossibleNameAreRefused(String name) throws IOException {
    rewriteManifest(json -> json.put("weights", name));
    assertRefused(
        manifest,
        "found '%s', expected the name of a file of weights beside the manifest".formatted(name));
  }

  @Test
  void anUnknownLayerIsRefused() throws IOException {
    rewriteManifest(json -> json.putArray("network").add("dens"));
    assertRefused(manifest, "found unknown layer 'dens', expected 'dense' (nearest)");
  }

  private void rewriteManifest(Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(manifest.toFile());
    change.accept(json);
    JSON.writeValue(manifest.toFile(), json);
  }

  private void rewriteWeights(Consumer<Map<String, Tensor>> change) throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    Map<String, Tensor> tensors =
        new LinkedHashMap<>(
            Safetensors.read("weights", new ByteArrayInputStream(bytes), bytes.length));
    change.accept(tensors);
    try (OutputStream out = Files.newOutputStream(weights)) {
      Safetensors.write(tensors, out);
    }
  }

  private void load() {
    ModelFiles.load(HADOOP, folder.resolve("model").toString());
  }

  private void assertRefused(Path place, String part) {
    String message = message(assertThrows(InvalidInputException.class, this::load));
    assertTrue(message.startsWith(place.toString()), message);
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
