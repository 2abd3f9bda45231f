package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.model.PlainDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Folders of one checkpoint, whose files are named by what is in them. */
record SavedCheckpoints(List<Input> seeds, JsonParts parts, Configuration hadoop)
    implements Format {
  /** Those that were saved, and those in whole files in parts, too. */
  static SavedCheckpoints of(List<Input> saved, Configuration hadoop) {
    List<Input> seeds =
        Stream.concat(
                saved.stream(),
                saved.stream()
                    .filter(CheckpointSeeds::isInWholeFiles)
                    .map(CheckpointSeeds::inParts))
            .toList();
    return new SavedCheckpoints(
        seeds,
        JsonParts.of(
            seeds.stream()
                .map(seed -> JsonMutator.read(seed.file(CheckpointSeeds.manifest(seed))))
                .toList()),
        hadoop);
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  /** Another manifest, or other arrays; all names and checksums are right. */
  @Override
  public Input deep(Input seed, Mutator mutator) {
    byte[] json = seed.file(CheckpointSeeds.manifest(seed));
    if (!mutator.chance(3)) {
      return CheckpointSeeds.with(seed, new JsonMutator(mutator, parts).change(json));
    }
    JsonNode root = JsonMutator.read(json);
    List<Map.Entry<String, ObjectNode>> files = new ArrayList<>();
    root.path("files")
        .properties()
        .forEach(
            role -> {
              JsonNode named = role.getValue();
              (named.isArray() ? named : List.of(named))
                  .forEach(file -> files.add(Map.entry(role.getKey(), (ObjectNode) file)));
            });
    Map.Entry<String, ObjectNode> file = mutator.oneOf(files);
    String before = file.getValue().path("name").asText();
    byte[] arrays = WeightFiles.deep(seed.file(before), mutator);
    Input changed =
        CheckpointSeeds.with(seed.without(before), file.getKey(), arrays, file.getValue());
    return CheckpointSeeds.with(changed, JsonMutator.write(root));
  }

  /** Reads it, and compares what it is of with another training, as going on does. */
  @Override
  public Optional<String> read(Path folder) {
    try {
      new CheckpointFolder(folder.toString(), hadoop)
          .last()
          .ifPresent(
              found ->
                  PlainDifference.between(
                      found.state().identity().values(), Map.of("loss", "mse", "input", 3)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
