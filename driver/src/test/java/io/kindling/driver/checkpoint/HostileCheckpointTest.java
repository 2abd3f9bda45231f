package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.ContentDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that somebody has made, with the right checksum in their names. */
final class HostileCheckpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path disk;
  private CheckpointFolder folder;
  private ObjectNode manifest;

  @BeforeEach
  void save() throws IOException {
    folder = new CheckpointFolder(disk.toString(), new Configuration());
    folder.save(States.at(1, 2), 1);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(disk, "*.json")) {
      Path written = files.iterator().next();
      manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(written));
      Files.delete(written);
    }
  }

  /** The error about the manifest, without its place. */
  private String error() throws IOException {
    return error(JSON.writeValueAsString(manifest));
  }

  private String error(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String digits = ContentDigest.of(out -> out.write(bytes)).inName();
    String name = "after-epoch-1-batch-2-%s.json".formatted(digits);
    Files.write(disk.resolve(name), bytes);
    var error = assertThrows(InvalidInputException.class, folder::last);
    return String.valueOf(error.getMessage())
        .replace(disk + "/" + name, "MANIFEST")
        .replace("; there is no whole checkpoint before it", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "learner-0123456789abcdef.safetensors/../x",
        "hdfs://elsewhere/learner-0123456789abcdef.safetensors"
      })
  void aFileElsewhereIsNotOpened(String name) throws IOException {
    ((ObjectNode) manifest.at("/files/learner")).put("name", name);
    assertEquals(
        "MANIFEST.files.learner.name: found '%s', expected the name of a file beside the manifest"
            .formatted(name),
        error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "{}", "x", "}"})
  void somethingBehindTheManifestIsRefused(String behind) throws IOException {
    assertEquals(
        "MANIFEST:2:1: found something behind the end of the JSON, expected a checkpoint's manifest",
        error(JSON.writeValueAsString(manifest) + "\n" + behind)
            .replaceFirst(":2:2", ":2:1")); // behind what it read
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    assertEquals(
        "MANIFEST:1:23: found invalid JSON (Duplicate field 'format'), expected a checkpoint's"
            + " manifest",
        error("{\"format\": 1, \"format\": 1}"));
  }

  @Test
  void aFormatOfALaterVersionIsNamedWithWhatToDo() throws IOException {
    manifest.put("format", 3);
    assertEquals(
        "MANIFEST.format: found 3, expected 1 or 2, which this version reads; go on with the one that"
            + " wrote it",
        error());
  }

  @Test
  void aListOfFilesIsOfTheSecondFormatOnly() throws IOException {
    ArrayNode files = JSON.createArrayNode().add(manifest.at("/files/learner"));
    ((ObjectNode) manifest.get("files")).set("learner", files);
    assertEquals(
        "MANIFEST.files.learner: found a list of 1, expected a mapping of keys to values", error());
  }

  @Test
  void aFileThatIsNamedAgainAndAgainIsReadOnceMoreAtMost() throws IOException {
    ArrayNode files = JSON.createArrayNode();
    for (int i = 0; i < 1000; i++) {
      files.add(manifest.at("/files/learner"));
    }
    ((ObjectNode) manifest.get("files")).set("learner", files);
    ((ObjectNode) manifest.get("files"))
        .set("best", JSON.createArrayNode().add(manifest.at("/files/best")));
    manifest.put("format", 2);
    assertEquals(
        ": found the tensor 'theta', expected 'theta/1000'",
        error().replaceFirst(".*safetensors", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "position", "sync", "progress", "numbers", "files", "identity"})
  void whatIsMissingIsNamed(String key) throws IOException {
    manifest.remove(key);
    assertEquals("MANIFEST: found no '%s'".formatted(key), error().replaceFirst(",.*", ""));
  }

  @ParameterizedTest
  @CsvSource({"epochs, -1", "batches, -5"})
  void aPositionBeforeTheStartIsNamed(String key, int value) throws IOException {
    ((ObjectNode) manifest.get("position")).put(key, value);
    assertEquals(
        "MANIFEST.position.%s: found %s, expected at least 0".formatted(key, value), error());
  }

  @Test
  void aTextInPlaceOfANumberIsNamed() throws IOException {
    ((ObjectNode) manifest.get("numbers")).put("last_rate", "much");
    assertEquals("MANIFEST.numbers.last_rate: found 'much', expected a number", error());
  }

  /** As one that never ends, or from which nothing ever comes, says that it has no bytes. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceInPlaceOfAManifestIsNotRead() throws IOException {
    Path device = disk.resolve("after-epoch-1-batch-2-0123456789abcdef.json");
    Files.createSymbolicLink(device, Path.of("/dev/zero"));
    var error = assertThrows(InvalidInputException.class, folder::last);
    assertEquals(
        device
            + ": found 0 bytes, expected a checkpoint's manifest; there is no whole checkpoint"
            + " before it",
        error.getMessage());
  }

  @Test
  void moreBytesThanTheFileHasAreRefusedBeforeRoomIsMade() throws IOException {
    ((ObjectNode) manifest.at("/files/learner")).put("bytes", 1L << 40);
    assertEquals(
        ": found 4168 bytes, expected 1099511627776 bytes as the manifest says",
        error().replaceFirst(".*safetensors", ""));
  }
}
