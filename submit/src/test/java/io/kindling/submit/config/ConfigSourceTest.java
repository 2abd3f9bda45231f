package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The config of a training, as its models keep it. */
final class ConfigSourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static Setting recorded(ConfigSource source) throws IOException {
    byte[] json = JSON.writeValueAsBytes(source.write());
    Map<String, Object> plain =
        JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    return Setting.of("manifest.json: training.config", plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void whatIsRecordedDeclaresTheSameTrainingOnTheSameFilesOnceTheFileIsGone(String lineBreak)
      throws IOException {
    String yaml = ConfigText.with("scale: standardize", "missing_values: [007, -99.0, 'a\u0085b']");
    Path file = ConfigText.write(folder, yaml.replace("\n", lineBreak));
    ConfigSource source =
        ConfigSource.read(ConfigFile.of(file), Map.of("training.epochs", "7", "seed", "0x10"));
    RunConfig declared = RunConfig.read(source);
    Setting recorded = recorded(source);
    Files.delete(file);
    assertEquals(declared, RunConfig.read(ConfigSource.read(recorded)));
    assertEquals(7, declared.training().epochs());
  }

  @Test
  void moreReplacementsComeLast() {
    ConfigFile file = ConfigFile.of(ConfigText.write(folder, ConfigText.FULL));
    ConfigSource source =
        new ConfigSource("run.yaml", file, ConfigText.FULL, Map.of("training.epochs", "7"))
            .with(Map.of("training", "{epochs: 8}"));
    assertEquals(8, RunConfig.read(source).training().epochs());
    assertEquals(List.of("training.epochs", "training"), List.copyOf(source.overrides().keySet()));
  }

  @Test
  void anErrorNamesTheManifest() throws IOException {
    Path file = ConfigText.write(folder, ConfigText.with("shards: 4", "shards: none"));
    ConfigSource source =
        ConfigSource.read(recorded(ConfigSource.read(ConfigFile.of(file), Map.of())));
    assertEquals(
        "manifest.json: training.config:16: training.shards: found 'none', expected a whole number",
        assertThrows(InvalidInputException.class, () -> RunConfig.read(source)).getMessage());
  }
}
