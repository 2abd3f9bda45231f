package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.Predictor;
import io.kindling.predictor.model.ContentDigest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Models: a manifest, and the weights that it names; those that are loaded score a few rows. */
record SavedModels(List<Input> seeds, JsonParts parts, Configuration hadoop) implements Format {
  private static final int MOST_FEATURES = 1 << 20; // the row is this test's, and not the model's
  private static final List<Object> VALUES =
      List.of(0, 1, -3.5, 1e300, Double.NaN, "", "a", "true", "2025-02-29", new float[3]);

  SavedModels(List<Input> seeds, Configuration hadoop) {
    this(
        seeds,
        JsonParts.of(
            seeds.stream().map(seed -> JsonMutator.read(seed.file(ModelFiles.MANIFEST))).toList()),
        hadoop);
  }

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
    return seed.with(ModelFiles.MANIFEST, new JsonMutator(mutator, parts).change(manifest));
  }

  private static byte[] naming(byte[] manifest, String sha256) {
    JsonNode json = JsonMutator.read(manifest);
    ((ObjectNode) json).put("sha256", sha256);
    return JsonMutator.write(json);
  }

  @Override
  public Optional<String> read(Path folder) {
    Predictor predictor = Predictor.of(ModelFiles.load(hadoop, folder.toString()));
    if (predictor.width() <= MOST_FEATURES) {
      predictor.predict(new float[predictor.width()]);
    }
    if (!predictor.columns().isEmpty()) {
      score(predictor);
    }
    return Optional.empty();
  }

  /** Rows of any values: a row that is none of the model's is refused, the model is not. */
  private static void score(Predictor predictor) {
    for (int first = 0; first < VALUES.size(); first++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (String column : predictor.columns()) {
        row.put(column, VALUES.get((first + row.size()) % VALUES.size()));
      }
      try {
        predictor.predict(row);
      } catch (InvalidInputException e) {
        if (String.valueOf(e.getMessage()).lines().count() != 1) {
          throw e;
        }
      }
    }
  }
}
