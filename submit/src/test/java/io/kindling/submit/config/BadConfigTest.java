package io.kindling.submit.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.Catalogue;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a config file is told in one line: file and line, key, found, expected. */
final class BadConfigTest {
  @TempDir private Path folder;

  static Stream<Arguments> misspeltKeys() {
    return Stream.of(
        arguments(
            "optimizer:",
            "optimiser:",
            ":12: optimiser: found unknown key 'optimiser', expected 'optimizer' (nearest), of:"
                + " data, loss, metrics, network, optimizer, penalty, seed, training"),
        arguments(
            "scale:",
            "scal:",
            ":5: data.scal: found unknown key 'scal', expected 'scale' (nearest), of: columns,"
                + " exclude, features, label_scale, missing, missing_label, missing_values, scale,"
                + " train, validation"),
        arguments("path:", "pat:", ":3: data.train: found 'pat', expected 'path'"),
        arguments(
            "{split: 0.25}",
            "{split: 0.25, seed: 1}",
            ":4: data.validation.seed: found unknown key 'seed', expected one of: split"),
        arguments(
            "initializer:",
            "initialiser:",
            ":7: network[0].dense.initialiser: found unknown key 'initialiser', expected"
                + " 'initializer' (nearest), of: bias, bias_initializer, initializer, units"),
        arguments(
            "{rate: 0.2}",
            "{rat: 0.2}",
            ":9: network[2].dropout.rat: found unknown key 'rat', expected 'rate' (nearest), of:"
                + " rate"),
        arguments(
            "learning_rate:",
            "learningrate:",
            ":12: optimizer.momentum.learningrate: found unknown key 'learningrate', expected"
                + " 'learning_rate' (nearest), of: learning_rate, momentum, weight_decay"),
        arguments(
            "epochs:",
            "epoch:",
            ":14: training.epoch: found unknown key 'epoch', expected 'epochs' (nearest), of:"
                + " average, batch_size, budget, checkpoint, class_weights, clip, epochs, freeze, init_from, monitor,"
                + " on_divergence, shards, sync"));
  }

  static Stream<Arguments> unknownNames() {
    return Stream.of(
        arguments(
            "- relu",
            "- reluu",
            ":8: network[1]: found unknown layer 'reluu', expected 'relu' (nearest), of: "
                + all(LayerCatalogue.LAYERS)),
        arguments(
            "loss: softmax_cross_entropy",
            "loss: softmax_cross_entropi",
            ":11: loss: found unknown loss 'softmax_cross_entropi', expected"
                + " 'softmax_cross_entropy' (nearest), of: "
                + all(Loss.CATALOGUE)),
        arguments(
            "{momentum: {learning_rate: 0.05}}",
            "momentun",
            ":12: optimizer: found unknown optimizer 'momentun', expected 'momentum' (nearest),"
                + " of: "
                + all(Optimizer.CATALOGUE)),
        arguments(
            "he_normal",
            "he_norm",
            ":7: network[0].dense.initializer: found unknown initializer 'he_norm', expected"
                + " 'he_normal' (nearest), of: "
                + all(Initializer.CATALOGUE)),
        arguments(
            "format: csv",
            "format: tsv",
            ":3: data.train.format: found 'tsv', expected 'csv' (nearest), of: csv, idx,"
                + " images, json, libsvm, orc, parquet"),
        arguments(
            "standardize",
            "standardise",
            ":5: data.scale: found 'standardise', expected 'standardize' (nearest), of: center,"
                + " max_abs, min_max, none, standardize, unit, unit_variance"),
        arguments(
            "every_step",
            "evry_step",
            ":17: training.sync: found unknown sync policy 'evry_step', expected 'every_step'"
                + " (nearest), of: auto, every_step, local_steps"),
        arguments(
            "every_step",
            "{local_steps: {steps: 0}}",
            ":17: training.sync.local_steps: Local steps must be at least 1, got 0"),
        arguments(
            "every_step",
            "{local_steps: {inner_state: keep}}",
            ":17: training.sync.local_steps.inner_state: found unknown inner state 'keep',"
                + " expected one of: average, reset"));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        arguments(
            "scale: standardize",
            "label_scale: unit",
            ":5: data.label_scale: found 'unit', expected one of: center, min_max, none,"
                + " standardize"),
        arguments(
            "scale: standardize",
            "columns: {zip: onehot}",
            ":5: data.columns.zip: found unknown kind of column 'onehot', expected 'one_hot'"
                + " (nearest), of: bool, date, hash, ignore, numeric, one_hot"),
        arguments(
            "scale: standardize",
            "columns: {zip: {hash: {buckets: 1}}}",
            ":5: data.columns.zip.hash: Hash buckets must be from 2 to 16777216, got 1"),
        arguments(
            "scale: standardize",
            "columns: [zip]",
            ":5: data.columns: found a list of 1, expected a mapping of names to values"),
        arguments(
            "scale: standardize",
            "missing: medium",
            ":5: data.missing: found 'medium', expected 'median' (nearest), of: error,"
                + " indicator, mean, median, zero"),
        arguments(
            "label: price",
            "label: []",
            ":3: data.train.label: found a list of 0, expected the name of at least one column"),
        arguments(
            "label: price",
            "label: [price, price]",
            ":3: data.train.label: A column must be label or weight once, got 'price' twice"),
        arguments(
            "label: price",
            "label: price, weight: price",
            ":3: data.train.label: A column must be label or weight once, got 'price' twice"),
        arguments(
            "sync: every_step",
            "monitor: {keep: first}",
            ":17: training.monitor.keep: found 'first', expected best or last"),
        arguments(
            "sync: every_step",
            "monitor: {patience: 0}",
            ":17: training.monitor: Patience must be at least 1, got 0"),
        arguments(
            "sync: every_step",
            "monitor: {min_delta: -0.1}",
            ":17: training.monitor: Min delta must be at least 0, got -0.1"),
        arguments("seed: 7", "seed: lucky", ":1: seed: found 'lucky', expected a whole number"),
        arguments("seed: 7", "seed: 1.5", ":1: seed: found 1.5, expected a whole number"),
        arguments(
            "path: train.csv", "path: true", ":3: data.train.path: found true, expected text"),
        arguments(
            "{split: 0.25}",
            "{fraction: 0.25}",
            ":4: data.validation: found {fraction: 0.25}, expected {split: SHARE} of the training"
                + " rows, or a path as of those"),
        arguments(
            "{split: 0.25}",
            "{split: half}",
            ":4: data.validation.split: found 'half', expected a number"),
        arguments(
            "{split: 0.25}",
            "{split: 1.0}",
            ":4: data.validation.split: found 1.0, expected a share above 0 and below 1"),
        arguments(
            "{split: 0.25}",
            "{split: 0}",
            ":4: data.validation.split: found 0, expected a share above 0 and below 1"),
        arguments(
            "{split: 0.25}",
            "{split: -0.1}",
            ":4: data.validation.split: found -0.1, expected a share above 0 and below 1"),
        arguments(
            "units: 8",
            "units: 0",
            ":7: network[0].dense.units: Dense units must be at least 1, got 0"),
        arguments(
            "units: 8",
            "units: 2.5",
            ":7: network[0].dense.units: found 2.5, expected a whole number"),
        arguments(
            "- relu",
            "- {relu: {}, tanh: {}}",
            ":8: network[1]: found a mapping with keys relu, tanh, expected one name and its"
                + " arguments"),
        arguments(
            "- relu",
            "- 5",
            ":8: network[1]: found 5, expected a name, or a name and its arguments"),
        arguments(
            "bias: false",
            "bias: 0",
            ":10: network[3].dense.bias: found 0, expected true or false"),
        arguments(
            "learning_rate: 0.05",
            "learning_rate: fast",
            ":12: optimizer.momentum.learning_rate: found unknown learning rate schedule 'fast',"
                + " expected one of: constant, cosine,"
                + " exponential, inverse_time, one_cycle, polynomial, reduce_on_plateau, step, warmup"),
        arguments(
            "learning_rate: 0.05",
            "learning_rate: .inf",
            ":12: optimizer.momentum.learning_rate: found unknown learning rate schedule '.inf',"
                + " expected one of: constant, cosine,"
                + " exponential, inverse_time, one_cycle, polynomial, reduce_on_plateau, step, warmup"),
        arguments(
            "learning_rate: 0.05",
            "learning_rate: -1",
            ":12: optimizer.momentum.learning_rate: Learning rate must be above 0, got -1"),
        arguments(
            "epochs: 3",
            "epochs: ten",
            ":14: training.epochs: found 'ten', expected a whole number"),
        arguments(
            "epochs: 3", "epochs:", ":14: training.epochs: found nothing, expected a whole number"),
        arguments("epochs: 3", "epochs: 0", ":14: training: Epochs must be at least 1, got 0"),
        arguments(
            "epochs: 3",
            "epochs: 3000000000",
            ":14: training.epochs: found 3000000000, expected a whole number of at most"
                + " 2147483647"),
        arguments(
            "shards: 4",
            "shards: 64",
            ":14: training: Shards must be at most the batch size, 32, got 64"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"misspeltKeys", "unknownNames", "wrongValues"})
  void aMistakeIsTold(String part, String replacement, String message) {
    ConfigText.assertRefused(folder, ConfigText.with(part, replacement), message);
  }

  @Test
  void aSectionThatIsMissingIsNamed() {
    String withoutNetwork = ConfigText.FULL.replaceFirst("(?s)network:.*(?=loss:)", "");
    ConfigText.assertRefused(folder, withoutNetwork, ":1: found no 'network', expected 'network'");
  }

  @Test
  void aMisspeltSectionIsNamedWhereverItStands() {
    String atTheEnd =
        ConfigText.FULL.replaceFirst("loss: softmax_cross_entropy\n", "")
            + "los: softmax_cross_entropy\n";
    ConfigText.assertRefused(folder, atTheEnd, ":1: found 'los', expected 'loss'");
  }

  @Test
  void aMisspeltArgumentIsNamedWhereverItStands() {
    ConfigText.assertRefused(
        folder,
        ConfigText.with("path: train.csv, label: price", "label: price, pat: train.csv"),
        ":3: data.train: found 'pat', expected 'path'");
  }

  @Test
  void anEmptyFileLacksItsFirstSection() {
    ConfigText.assertRefused(folder, "", ": found no 'data', expected 'data'");
  }

  @Test
  void aNetworkWithoutLayersIsRefused() {
    String empty = ConfigText.FULL.replaceFirst("(?s)network:.*(?=loss:)", "network: []\n");
    ConfigText.assertRefused(
        folder, empty, ":6: network: found a list of 0, expected at least one layer");
  }

  @Test
  void aNetworkThatIsNoListIsRefused() {
    String scalar = ConfigText.FULL.replaceFirst("(?s)network:.*(?=loss:)", "network: dense\n");
    ConfigText.assertRefused(folder, scalar, ":6: network: found 'dense', expected a list");
  }

  @Test
  void aSectionThatIsNoMappingIsRefused() {
    String scalar = ConfigText.FULL.replaceFirst("(?s)training:.*", "training: 3\n");
    ConfigText.assertRefused(
        folder, scalar, ":13: training: found 3, expected a mapping of keys to values");
  }

  private static String all(Catalogue<?> catalogue) {
    return String.join(", ", new TreeSet<>(catalogue.names()));
  }
}
