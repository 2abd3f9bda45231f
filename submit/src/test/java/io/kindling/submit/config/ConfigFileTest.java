package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.WithRoles;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.submit.fixture.HadoopSettings;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Config files on another file system than this machine's, which only Spark's settings name. */
class ConfigFileTest {
  @TempDir private Path folder;
  private HadoopSettings settings;
  private String config;

  @BeforeEach
  void write() {
    settings = new HadoopSettings(LimitedDisk.settings(0));
    config = "limited:" + ConfigText.write(folder, ConfigText.FULL);
  }

  @AfterEach
  void forget() {
    settings.close();
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "rows.csv, limited:FOLDER/rows.csv",
    "a/../at 16:00/50% [1].csv, limited:FOLDER/at 16:00/50% [1].csv",
    "16:00.csv, limited:FOLDER/16:00.csv",
    "/rows.csv, /rows.csv",
    "file:/rows.csv, file:/rows.csv"
  })
  void aPathInItIsRelativeToItsFolderOnItsFileSystem(String path, String meant) {
    assertEquals(meant.replace("FOLDER", folder.toString()), pathOf(config, path));
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file = folder.resolve("bytes.yaml");
    Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28, 'a'});
    assertEquals(
        file + ": found bytes that are not UTF-8, expected a config file in UTF-8",
        refusal(ConfigFile.of(file)));
  }

  @Test
  void aFolderIsNoConfig() {
    assertTrue(refusal(ConfigFile.of(folder)).startsWith(folder + ": found "));
  }

  private static String refusal(ConfigFile file) {
    return String.valueOf(assertThrows(InvalidInputException.class, file::text).getMessage());
  }

  @Test
  void aFileOfThisMachineMayBeNamedByItsUri() {
    String uri = config.replace("limited:", "file:");
    assertEquals("file:" + folder.resolve("rows.csv"), pathOf(uri, "rows.csv"));
    assertTrue(ConfigFile.of(uri).isFile());
    assertEquals(folder.resolve("run.yaml").toString(), ConfigFile.of(uri).toString());
  }

  @Test
  void whatIsWrongInItIsToldWithItsPlace() throws IOException {
    Files.writeString(folder.resolve("run.yaml"), "seed: [\n");
    String message = refusal(config);
    assertTrue(message.startsWith(config + ":2: invalid YAML: "), message);
  }

  @Test
  void oneThatCannotBeReadIsNamed() throws IOException {
    String missing = config.replace("run.yaml", "missing.yaml");
    assertEquals(missing + ": found no such file, expected a config file", refusal(missing));
    String inner = "limited:" + Files.createDirectory(folder.resolve("inner"));
    assertEquals(
        inner + ": found a folder, expected a config file that can be read", refusal(inner));
    Files.write(folder.resolve("run.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});
    assertEquals(
        config + ": found bytes that are not UTF-8, expected a config file in UTF-8",
        refusal(config));
  }

  @Test
  void aFolderOrNothingIsNoFile() {
    assertTrue(ConfigFile.of(config).isFile());
    for (String other : new String[] {"limited:" + folder, config + "l"}) {
      assertFalse(ConfigFile.of(other).isFile(), other);
    }
  }

  private static String pathOf(String config, String path) {
    RunConfig run =
        RunConfig.read(ConfigFile.of(config), Map.of("data.train.path", "'" + path + "'"));
    return ((CsvSource) ((WithRoles) run.data().train()).source()).path();
  }

  private static String refusal(String config) {
    return String.valueOf(
        assertThrows(
                InvalidInputException.class, () -> RunConfig.read(ConfigFile.of(config), Map.of()))
            .getMessage());
  }
}
