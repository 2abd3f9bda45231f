package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.model.ModelFiles;
import io.kindling.predictor.model.ContentDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Models: a manifest, and the weights that it names. */
record SavedModels(List<Input> seeds, Configuration hadoop) implements Format {
  @Override
  public String name() {
    return "model";
  }

  /** Another manifest, or other weights with their SHA-256 in the manifest. */
  @Override
  public Input deep(Input seed, Mutator mutator) {
    byte[] manifest = seed.file(ModelFiles.MANIFEST);
    if (mutator.chance(3)) {
      String weights =
          seed.names().stream()
              .filter(file -> file.endsWith(WeightFiles.ENDING))
              .findFirst()
              .orElseThrow();
      byte[] changed = WeightFiles.deep(seed.file(weights), mutator);
      String sha256 = ContentDigest.of(out -> out.write(changed)).sha256();
      return seed.with(weights, changed).with(ModelFiles.MANIFEST, naming(manifest, sha256));
    }
    return seed.with(ModelFiles.MANIFEST, new JsonMutator(mutator).change(manifest));
  }

  private static byte[] naming(byte[] manifest, String sha256) {
    JsonNode json = JsonMutator.read(manifest);
    ((ObjectNode) json).put("sha256", sha256);
    return JsonMutator.write(json);
  }

  @Override
  public Optional<String> read(Path folder) {
    ModelFiles.load(hadoop, folder.toString());
    return Optional.empty();
  }
}
