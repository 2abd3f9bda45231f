package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A config file as text, to be changed and read. */
final class ConfigText {
  /** A config in which every key is used; its lines are numbered from 1. */
  static final String FULL =
      """
      seed: 7
      data:
        train: {format: csv, path: train.csv, label: price}
        validation: {split: 0.25}
        scale: standardize
      network:
        - dense: {units: 8, initializer: he_normal}
        - relu
        - dropout: {rate: 0.2}
        - dense: {units: 2, bias: false}
      loss: softmax_cross_entropy
      optimizer: {momentum: {learning_rate: 0.05}}
      training:
        epochs: 3
        batch_size: 32
        shards: 4
        sync: every_step
      """;

  private ConfigText() {}

  /** The full config with {@code replacement} in place of {@code part}. */
  static String with(String part, String replacement) {
    assertTrue(FULL.contains(part), part);
    return FULL.replace(part, replacement);
  }

  static Path write(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("run.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RunConfig read(Path folder, String yaml) {
    return RunConfig.read(write(folder, yaml), Map.of());
  }

  /** Asserts that the config is refused with exactly this message behind the file's name. */
  static void assertRefused(Path folder, String yaml, String message) {
    Path file = write(folder, yaml);
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> RunConfig.read(file, Map.of()));
    assertEquals(file + message, thrown.getMessage());
  }
}
