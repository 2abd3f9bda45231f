package io.kindling.predictor.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.MissingRules;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Pattern WEIGHTS = Pattern.compile("weights(-[0-9a-f]{16})?\\.safetensors");
  private static final String TRAINING = "training";
  private static final String ORIGINS = "origins"; // there if any feature is kept as far from one
  private static final String INDICATORS = "indicators"; // there if any feature has one
  private static final String SPARSE = "sparse"; // there if training kept its rows so
  private static final String LABELS = "labels"; // not in models of earlier versions
  private static final String CLASSES = "classes"; // nor are these
  private static final String LABEL_SCALE = "label_scale"; // there if targets are scaled
  private static final String MISSING_VALUES = "missing_values"; // there if they are declared
  private static final String MISSING_LABEL = "missing_label"; // there if such rows are left out
  private static final String DROP = "drop";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelManifest() {}

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
    manifest.put("missing", preprocessing.missing().configName());
    preprocessing.rules().values().ifPresent(texts -> manifest.put(MISSING_VALUES, texts));
    if (preprocessing.rules().dropsUnlabelled()) {
      manifest.put(MISSING_LABEL, DROP);
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

  /**
   * The model that a manifest describes, with the numbers of the file that it names.
   *
   * @throws java.io.FileNotFoundException when that is gone
   */
  static TrainedModel read(byte[] manifest, ModelSource files, String folder) throws IOException {
    String manifestName = folder + "/" + FILE;
    Map<String, Object> plain = parse(manifest, manifestName);
    Fields fields = Setting.of(manifestName, plain).fields();
    Setting format = fields.required("format");
    if (format.wholeNumber() != FORMAT) {
      throw format.wrong(
          FORMAT
              + ", what this version of Kindling reads; load the model by the one that wrote it");
    }
    Setting input = fields.required("input");
    ModelSpec spec =
        new ModelSpec(
            readShape(input),
            NetworkSpec.read(fields.required("network")),
            Loss.CATALOGUE.read(fields.required("loss")));
    ScaleMode mode = ScaleMode.read(fields.required("scale"));
    ScaleMode labelMode = readLabelScale(fields, spec);
    MissingMode missing = MissingMode.read(fields.required("missing"));
    List<Setting> indicators = fields.optional(INDICATORS).map(Setting::elements).orElse(List.of());
    List<Column> columns =
        ManifestColumns.read(fields.required("columns"), spec.input(), indicators.size());
    int features = columns.isEmpty() ? spec.input().size() - indicators.size() : columns.size();
    boolean sparse = fields.optional(SPARSE).filter(Setting::truth).isPresent();

    String weights = weightsName(fields);
    String weightsName = folder + "/" + weights;
    Weights read;
    MessageDigest digest = ContentDigest.newDigest();
    try (InputStream in = new DigestInputStream(files.openWeights(weights), digest)) {
      read = Weights.of(Safetensors.read(weightsName, in, files.weightsBytes(weights)));
    }
    String found = ContentDigest.text(digest);
    Preprocessing preprocessing =
        new Preprocessing(
                columns,
                missing,
                readOrigins(fields, features),
                read.fill(weightsName, missing, features),
                read.scaling(weightsName, mode, features),
                sparse)
            .withIndicators(readIndicators(indicators, columns, features))
            .withTargets(read.targets(weightsName, labelMode, spec.compile().outputs()))
            .withRules(readRules(fields));
    TrainedModel model =
        new TrainedModel(
            spec,
            preprocessing,
            new Labels(texts(fields, LABELS), texts(fields, CLASSES)),
            read.parameters(weightsName, spec),
            provenance(plain));
    Setting sha256 = fields.required("sha256");
    if (!sha256.text().equals(found)) {
      throw InvalidInputException.at(
          weightsName, "SHA-256 " + found, sha256.text() + " as the manifest says");
    }
    return model;
  }

  private static List<String> texts(Fields fields, String name) {
    return fields.optional(name).map(Setting::texts).orElse(List.of());
  }

  private static MissingRules readRules(Fields fields) {
    Optional<Setting> drop = fields.optional(MISSING_LABEL);
    if (drop.isPresent() && !drop.get().text().equals(DROP)) {
      throw drop.get().wrong("'%s'".formatted(DROP));
    }
    List<String> values = texts(fields, MISSING_VALUES);
    return new MissingRules(
        values.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(values)), drop.isPresent());
  }

  private static ScaleMode readLabelScale(Fields fields, ModelSpec spec) {
    Optional<Setting> setting = fields.optional(LABEL_SCALE);
    ScaleMode mode = setting.map(ScaleMode::readForLabels).orElse(ScaleMode.NONE);
    if (mode != ScaleMode.NONE && !TargetScale.suits(spec.loss(), spec.compile().outputs())) {
      throw setting.get().wrong("none unless the loss is one of regression");
    }
    return mode;
  }

  private static Origins readOrigins(Fields fields, int features) {
    Optional<Setting> setting = fields.optional(ORIGINS);
    if (setting.isEmpty()) {
      return Origins.NONE;
    }
    List<Setting> elements = setting.get().elements();
    if (elements.size() != features) {
      throw setting.get().wrong("one for each of %s features".formatted(features));
    }
    return new Origins(elements.stream().mapToDouble(Setting::number).toArray());
  }

  private static int[] readIndicators(List<Setting> settings, List<Column> columns, int features) {
    int[] indicated = new int[settings.size()];
    for (int i = 0; i < indicated.length; i++) {
      indicated[i] = settings.get(i).wholeNumber();
      int least = i == 0 ? 0 : indicated[i - 1] + 1;
      if (indicated[i] < least
          || indicated[i] >= features
          || !(columns.isEmpty() || columns.get(indicated[i]).isNumeric())) {
        throw settings.get(i).wrong("the place of a numeric feature, in their order");
      }
    }
    return indicated;
  }

  private static Provenance provenance(Map<String, Object> manifest) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (manifest.get(TRAINING) instanceof Map<?, ?> training) {
      training.forEach((name, value) -> values.put(name.toString(), value));
    }
    return new Provenance(values);
  }

  private static Shape readShape(Setting setting) {
    return setting.make(
        () -> new Shape(setting.elements().stream().map(Setting::wholeNumber).toList()));
  }

  private static String weightsName(Fields fields) {
    Optional<Setting> named = fields.optional(WEIGHTS_ENTRY);
    if (named.filter(setting -> !isWeightsName(setting.text())).isPresent()) {
      throw named.get().wrong("the name of a file of weights beside the manifest");
    }
    return named.map(Setting::text).orElse(DEFAULT_WEIGHTS);
  }

  private static Map<String, Object> parse(byte[] manifest, String name) {
    try {
      return JSON.readValue(manifest, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw InvalidInputException.at(name, "a file that is not JSON", "a manifest");
    }
  }
}
