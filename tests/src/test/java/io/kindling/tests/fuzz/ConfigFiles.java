package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Config files: those of the samples and examples, and two with all settings. */
final class ConfigFiles implements Format {
  private static final String CONFIG = "run.yaml";
  private static final String SET = "set.txt"; // --set, a line each
  private static final String OVERRIDES =
      """
      training.epochs=7
      optimizer.adamw.learning_rate=0.5
      data.features=[a, c]
      network.head.0.dense.units=3
      penalty={l1: 0.5}
      """;
  private static final Pattern TOKEN = Pattern.compile("[\\w./-]+");
  private static final List<String> OF_YAML =
      List.of(
          "&a ",
          "*a",
          "<<: *a",
          "!!java.lang.Runtime ",
          "!!binary ",
          "!!python/object ",
          "- ",
          "? ",
          "--- ",
          "...",
          "%YAML 1.2",
          "|\n",
          ">\n",
          "!<x> ",
          "&a [*a, *a]",
          "\t",
          "{{{");
  private static final String ALL =
      """
      seed: 7
      data:
        train: {format: csv, path: rows.csv, label: [y, z], weight: w, delimiter: ";", decimal: ","}
        validation: {split: 0.1}
        columns: {a: one_hot, b: {hash: {buckets: 10}}, c: {date: {parts: [year, month]}}}
        features: [a, b, c]
        missing: median
        missing_values: [x, "-1"]
        missing_label: drop
        label_scale: standardize
        scale: min_max
      network:
        stem: [dense: {units: 4, initializer: {normal: {stddev: 0.1}}}, batch_norm, gelu]
        side: {from: input, layers: [slice: {from: 0, to: 1}, embedding: {categories: 9, dimensions: 2}]}
        sum: {concat: [stem, side], layers: [dropout: {rate: 0.5}, maxout: {units: 3, pieces: 2}]}
        head: [dense: {units: 2}]
      loss: {huber: {delta: 0.5}}
      metrics: [mae, r2]
      optimizer: {adamw: {learning_rate: {warmup: {steps: 5, then: {cosine: {initial: 0.01}}}}}}
      penalty: {l2: 0.1}
      training:
        epochs: 3
        batch_size: 16
        shards: 2
        clip: {clip_by_global_norm: {limit: 1}}
        average: {decay: 0.9}
        monitor: {metric: r2, patience: 2}
        checkpoint: {every_steps: 5, keep: 2}
        sync: {local_steps: {steps: 3, outer: {nesterov: {learning_rate: 0.7}}}}
        on_divergence: {rollback: {factor: 0.1, times: 2}}
      """;

  private static final String MORE =
      """
      data:
        train: {format: json, path: rows.jsonl, label: y}
        validation: {format: parquet, path: "s3a://rows/*.parquet", label: y}
        columns: {a: bool, b: ignore, c: {date: {format: "dd.MM.yyyy"}}, d: one_hot, e: numeric}
        exclude: [f]
        missing: indicator
        missing_label: error
        scale: standardize
        label_scale: none
      network: [dense: {units: 3}, layer_norm, leaky_relu, dropout: {rate: 0.1}, dense: {units: classes}]
      loss: {binary_cross_entropy}
      metrics: [accuracy, {top_k: {k: 2}}]
      optimizer: {sgd: {learning_rate: {one_cycle: {max: 0.1}}, weight_decay: 0.1}}
      training:
        epochs: 2
        clip: {clip_by_value: {limit: 1}}
        class_weights: [1, 2]
        monitor: {metric: loss, patience: 1}
        checkpoint: {every_minutes: 0.5}
        budget: {minutes: 3}
        sync: auto
        on_divergence: stop
        init_from: {model: other/model, except: [4]}
        freeze: [0]
      """;
  private final JsonParts parts =
      JsonParts.of(
          seeds().stream().map(seed -> JsonMutator.read(json(text(seed, CONFIG)))).toList());

  private static String text(Input input, String file) {
    return new String(input.file(file), StandardCharsets.UTF_8);
  }

  /** Text of YAML as JSON, which is YAML too. */
  private static byte[] json(String yaml) {
    Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return JsonMutator.write(new ObjectMapper().valueToTree(plain));
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public List<Input> seeds() {
    List<Input> seeds = new ArrayList<>();
    Input all = Input.of(CONFIG, ALL.getBytes(StandardCharsets.UTF_8));
    seeds.add(all);
    seeds.add(Input.of(CONFIG, MORE.getBytes(StandardCharsets.UTF_8)));
    seeds.add(all.with(SET, OVERRIDES.getBytes(StandardCharsets.UTF_8)));
    for (String folder : List.of("sample-data", "examples")) {
      try (DirectoryStream<Path> configs =
          Files.newDirectoryStream(Project.root().resolve(folder), "*.yaml")) {
        for (Path config : configs) {
          seeds.add(Input.of(CONFIG, Files.readAllBytes(config)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(seeds);
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String file = mutator.oneOf(seed.names());
    String text = text(seed, file);
    if (file.equals(CONFIG) && mutator.chance(2)) {
      return seed.with(CONFIG, new JsonMutator(mutator, parts).change(json(text)));
    }
    String changed = mutator.tokens(text, TOKEN);
    if (mutator.chance(4)) {
      int at = mutator.below(changed.length() + 1);
      changed = changed.substring(0, at) + mutator.oneOf(OF_YAML) + changed.substring(at);
    }
    return seed.with(file, changed.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> read(Path folder) {
    Path config = folder.resolve(CONFIG);
    Path set = folder.resolve(SET);
    if (!Files.exists(set)) {
      RunConfig.read(config, Map.of());
      return Optional.empty();
    }
    Map<String, String> overrides = new LinkedHashMap<>();
    try {
      for (String line : Files.readString(set).lines().toList()) {
        String[] parts = line.split("=", 2);
        overrides.put(parts[0], parts[parts.length - 1]);
      }
    } catch (IOException e) { // no text, as arguments always are
      throw new InvalidInputException("no arguments");
    }
    ConfigSource given = ConfigSource.read(ConfigFile.of(config.toString()), overrides);
    RunConfig.read(ConfigSource.read(Setting.of("config", given.write()))); // as a manifest has it
    return Optional.empty();
  }
}
