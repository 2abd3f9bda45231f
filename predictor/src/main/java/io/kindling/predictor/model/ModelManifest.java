package io.kindling.predictor.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code manifest.json} says of a model: its input, network and loss, its columns and what
 * happens to a row, how it came about, and the name and SHA-256 of the file of its numbers.
 */
public final class ModelManifest {
  /** The name of the file. */
  public static final String FILE = "manifest.json";

  /** The entry that names the weights. */
  public static final String WEIGHTS_ENTRY = "weights";

  /** What the weights are called where the manifest does not say it, as in older folders. */
  public static final String DEFAULT_WEIGHTS = "weights.safetensors";

  /** What errors say such a file should be. */
  public static final String EXPECTED = "a model's manifest";

  static final String TRAINING = "training";
  static final String VECTOR = "vector"; // there if one column held all features
  static final String ORIGINS = "origins"; // there if any feature is kept as far from one
  static final String INDICATORS = "indicators"; // there if any feature has one
  static final String SPARSE = "sparse"; // there if training kept its rows so
  static final String LABELS = "labels"; // not in models of earlier versions
  static final String CLASSES = "classes"; // nor are these
  static final String LABEL_SCALE = "label_scale"; // there if targets are scaled
  static final String MISSING_VALUES = "missing_values"; // there if they are declared
  static final String MISSING_LABEL = "missing_label"; // there if such rows are left out
  static final String NUMBERS = "numbers"; // there if they were texts, and it was seen how
  static final String DROP = "drop";
  static final int FORMAT = 1;
  private static final Pattern WEIGHTS = Pattern.compile("weights(-[0-9a-f]{16})?\\.safetensors");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final int MOST_BYTES = 1 << 28;

  private ModelManifest() {}

  /**
   * The bytes of a manifest, which may grow or shrink meanwhile: others may replace it.
   *
   * @param place what errors call it
   * @param bytes that its file system says it has
   * @throws InvalidInputException when these are more than any manifest has, before it is read
   */
  public static byte[] readBytes(String place, InputStream in, long bytes) throws IOException {
    return StrictJson.bytes(place, in, bytes, MOST_BYTES, EXPECTED);
  }

  /** What weights with this content are called. */
  public static String weightsName(ContentDigest digest) {
    return "weights-%s.safetensors".formatted(digest.inName());
  }

  /** Whether {@code name} may be that of weights. */
  public static boolean isWeightsName(String name) {
    return WEIGHTS.matcher(name).matches();
  }

  /**
   * The manifest of a model.
   *
   * @param weights the name of the file of its numbers
   * @param sha256 of that file
   */
  public static byte[] write(TrainedModel model, String weights, String sha256) throws IOException {
    return JSON.writeValueAsBytes(manifest(model, weights, sha256));
  }

  private static Map<String, Object> manifest(TrainedModel model, String weights, String sha256) {
    ModelSpec spec = model.spec();
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    manifest.put("input", spec.input().dimensions());
    Preprocessing preprocessing = model.preprocessing();
    manifest.put("columns", ManifestColumns.write(preprocessing.columns()));
    preprocessing.vector().ifPresent(column -> manifest.put(VECTOR, column));
    manifest.put("missing", preprocessing.missing().configName());
    preprocessing.rules().values().ifPresent(texts -> manifest.put(MISSING_VALUES, texts));
    if (preprocessing.rules().dropsUnlabelled()) {
      manifest.put(MISSING_LABEL, DROP);
    }
    if (!preprocessing.notation().isUnknown()) {
      manifest.put(NUMBERS, ManifestNumbers.write(preprocessing.notation()));
    }
    if (!preprocessing.origins().isEmpty()) {
      manifest.put(ORIGINS, preprocessing.origins().values());
    }
    if (preprocessing.indicated().length > 0) {
      manifest.put(INDICATORS, preprocessing.indicated());
    }
    if (preprocessing.isSparse()) {
      manifest.put(SPARSE, true);
    }
    if (!model.labels().names().isEmpty()) {
      manifest.put(LABELS, model.labels().names());
    }
    if (!model.labels().classes().isEmpty()) {
      manifest.put(CLASSES, model.labels().classes());
    }
    manifest.put("scale", preprocessing.scaling().mode().configName());
    if (preprocessing.targets().mode() != ScaleMode.NONE) {
      manifest.put(LABEL_SCALE, preprocessing.targets().mode().configName());
    }
    manifest.put("network", spec.network().write());
    manifest.put("loss", Loss.CATALOGUE.write(spec.loss()));
    manifest.put("parameters", model.sharedParameters().length);
    manifest.put(WEIGHTS_ENTRY, weights);
    manifest.put("sha256", sha256);
    manifest.put(TRAINING, model.provenance().values());
    return manifest;
  }
}
