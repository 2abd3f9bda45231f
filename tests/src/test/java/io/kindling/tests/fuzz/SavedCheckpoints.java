package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.predictor.model.ContentDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Folders of one checkpoint, whose files are named by what is in them. */
record SavedCheckpoints(List<Input> seeds, Configuration hadoop) implements Format {
  private static final int DIGITS = 16;

  @Override
  public String name() {
    return "checkpoint";
  }

  /** Another manifest, or other arrays; all names and checksums are right. */
  @Override
  public Input deep(Input seed, Mutator mutator) {
    String manifest =
        seed.names().stream().filter(name -> name.endsWith(".json")).findFirst().orElseThrow();
    byte[] json = seed.file(manifest);
    Input changed = seed.without(manifest);
    if (mutator.chance(3)) {
      List<String> roles = new ArrayList<>();
      JsonMutator.read(json).path("files").fieldNames().forEachRemaining(roles::add);
      String role = mutator.oneOf(roles);
      String before = JsonMutator.read(json).path("files").path(role).path("name").asText();
      byte[] arrays = WeightFiles.deep(seed.file(before), mutator);
      ContentDigest digest = ContentDigest.of(out -> out.write(arrays));
      String name = "%s-%s%s".formatted(role, digest.inName(), WeightFiles.ENDING);
      changed = changed.without(before).with(name, arrays);
      json = naming(json, role, name, digest);
    } else {
      json = new JsonMutator(mutator).change(json);
    }
    byte[] written = json;
    String digits = ContentDigest.of(out -> out.write(written)).inName();
    int end = manifest.length() - ".json".length();
    return changed.with(manifest.substring(0, end - DIGITS) + digits + ".json", json);
  }

  private static byte[] naming(byte[] json, String role, String name, ContentDigest digest) {
    JsonNode root = JsonMutator.read(json);
    ((ObjectNode) root.path("files").path(role))
        .put("name", name)
        .put("bytes", digest.bytes())
        .put("sha256", digest.sha256());
    return JsonMutator.write(root);
  }

  @Override
  public Optional<String> read(Path folder) {
    try {
      new CheckpointFolder(folder.toString(), hadoop).last();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
