package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of the command line take the place of those of the file. */
final class OverridesTest {
  @TempDir private Path folder;

  @Test
  void aTopLevelSettingIsReplaced() {
    assertEquals(5, read("seed", "5").training().seed());
  }

  @Test
  void aNestedSettingIsReplaced() {
    assertEquals(99, read("training.epochs", "99").training().epochs());
  }

  @Test
  void theOthersOfItsSectionStay() {
    assertEquals(OptionalInt.of(32), read("training.epochs", "99").training().batchSize());
  }

  @Test
  void anArgumentOfALayerIsReplacedByItsPosition() {
    assertEquals(new Dense(5, new HeNormal()), layer(read("network.0.dense.units", "5"), 0));
  }

  @Test
  void aWholeLayerIsReplacedByItsPosition() {
    assertEquals(new Tanh(), layer(read("network.1", "tanh"), 1));
  }

  @Test
  void aValueIsYaml() {
    assertEquals(
        new Adam(0.5),
        read("optimizer", "{adam: {learning_rate: 0.5}}").training().update().optimizer());
  }

  @Test
  void aSettingThatTheFileLacksIsAdded() {
    assertEquals(
        new Momentum(0.05, 0.5),
        read("optimizer.momentum.momentum", "0.5").training().update().optimizer());
  }

  @Test
  void aBareNameMayBeGivenArguments() {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("optimizer", "sgd");
    overrides.put("optimizer.sgd.learning_rate", "0.125");
    assertEquals(
        new Sgd(0.125),
        RunConfig.read(ConfigText.write(folder, ConfigText.FULL), overrides)
            .training()
            .update()
            .optimizer());
  }

  @Test
  void aPathIsStillRelativeToTheConfig() {
    RowSource expected =
        new io.kindling.partitioning.source.csv.CsvSource("file:" + folder.resolve("other.csv"))
            .labelled("price");
    assertEquals(expected, read("data.train.path", "other.csv").data().train());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.epoch         | 3    | --set training.epoch: found unknown key 'epoch', expected 'epochs' (nearest), of: average, batch_size, budget, checkpoint, class_weights, clip, epochs, freeze, init_from, monitor, on_divergence, shards, sync
          trainin.epochs         | 3    | --set trainin.epochs: found unknown key 'trainin', expected 'training' (nearest), of: data, loss, metrics, network, optimizer, penalty, seed, training
          training.epochs        | many | --set training.epochs: found 'many', expected a whole number
          training.epochs        | [    | --set training.epochs: invalid YAML: expected the node content, but found '<stream end>'
          network.9.dense.units  | 5    | --set network.9.dense.units: found '9', expected a position from 0 to 3
          network.-1.dense.units | 5    | --set network.-1.dense.units: found '-1', expected a position from 0 to 3
          network.last           | relu | --set network.last: found 'last', expected a position from 0 to 3
          network.0.dense.unit   | 5    | --set network.0.dense.unit: found unknown key 'unit', expected 'units' (nearest), of: bias, bias_initializer, initializer, units
          optimizer.sgd          | {}   | run.yaml:12: optimizer: found a mapping with keys momentum, sgd, expected one name and its arguments
          """)
  void aBadOverrideIsToldWithItsPath(String key, String value, String message) {
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> read(key, value));
    assertEquals(message, String.valueOf(thrown.getMessage()).replace(folder + "/", ""));
  }

  private RunConfig read(String key, String value) {
    return RunConfig.read(ConfigText.write(folder, ConfigText.FULL), Map.of(key, value));
  }

  private static LayerSpec layer(RunConfig config, int position) {
    return config.training().network().layers().get(position);
  }
}
