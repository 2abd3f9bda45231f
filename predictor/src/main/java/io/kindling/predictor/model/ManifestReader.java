package io.kindling.predictor.model;

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
import io.kindling.predictor.table.NumberNotation;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a manifest, and the model that it describes. */
final class ManifestReader {
  private final String folder;
  private final Map<String, Object> plain;
  private final ModelSpec spec;
  private final List<Column> columns;
  private final int features;
  private final MissingMode missing;
  private final MissingRules rules;
  private final NumberNotation notation;
  private final Optional<String> vector;
  private final Origins origins;
  private final int[] indicated;
  private final boolean sparse;
  private final Labels labels;
  private final ScaleMode scale;
  private final ScaleMode labelScale;
  private final String weights;
  private final Setting sha256;

  /**
   * Reads a manifest.
   *
   * @param folder what errors call the folder of the model
   * @throws InvalidInputException when it is none
   */
  ManifestReader(byte[] manifest, String folder) {
    String name = folder + "/" + ModelManifest.FILE;
    this.folder = folder;
    this.plain = StrictJson.entries(name, manifest, ModelManifest.EXPECTED);
    Fields fields = Setting.of(name, plain).fields();
    checkFormat(fields.required("format"));
    this.spec =
        new ModelSpec(
            readShape(fields.required("input")),
            NetworkSpec.read(fields.required("network")),
            Loss.CATALOGUE.read(fields.required("loss")));
    this.scale = ScaleMode.read(fields.required("scale"));
    this.labelScale = readLabelScale(fields, spec);
    this.missing = MissingMode.read(fields.required("missing"));
    List<Setting> indicators =
        fields.optional(ModelManifest.INDICATORS).map(Setting::elements).orElse(List.of());
    int inputs = spec.input().size();
    this.columns =
        ManifestColumns.read(fields.required("columns"), spec.input(), indicators.size());
    this.features = columns.isEmpty() ? inputs - indicators.size() : columns.size();
    this.sparse = fields.optional(ModelManifest.SPARSE).filter(Setting::truth).isPresent();
    this.weights = weightsName(fields);
    this.origins = readOrigins(fields, features);
    this.indicated = readIndicators(indicators, columns, features);
    this.rules = readRules(fields);
    this.vector = fields.optional(ModelManifest.VECTOR).map(Setting::text);
    this.notation = ManifestNumbers.read(fields.optional(ModelManifest.NUMBERS));
    this.labels =
        new Labels(texts(fields, ModelManifest.LABELS), texts(fields, ModelManifest.CLASSES));
    this.sha256 = fields.required("sha256");
  }

  private static void checkFormat(Setting format) {
    if (format.wholeNumber() != ModelManifest.FORMAT) {
      throw format.wrong(
          ModelManifest.FORMAT
              + ", what this version of Kindling reads; load the model by the one that wrote it");
    }
  }

  private static Shape readShape(Setting setting) {
    return setting.make(
        () -> new Shape(setting.elements().stream().map(Setting::wholeNumber).toList()));
  }

  private static ScaleMode readLabelScale(Fields fields, ModelSpec spec) {
    Optional<Setting> setting = fields.optional(ModelManifest.LABEL_SCALE);
    ScaleMode mode = setting.map(ScaleMode::readForLabels).orElse(ScaleMode.NONE);
    if (mode != ScaleMode.NONE && !TargetScale.suits(spec.loss(), spec.compile().outputs())) {
      throw setting.get().wrong("none unless the loss is one of regression");
    }
    return mode;
  }

  private static List<String> texts(Fields fields, String name) {
    return fields.optional(name).map(Setting::texts).orElse(List.of());
  }

  private static MissingRules readRules(Fields fields) {
    Optional<Setting> drop = fields.optional(ModelManifest.MISSING_LABEL);
    if (drop.isPresent() && !drop.get().text().equals(ModelManifest.DROP)) {
      throw drop.get().wrong("'%s'".formatted(ModelManifest.DROP));
    }
    List<String> values = texts(fields, ModelManifest.MISSING_VALUES);
    return new MissingRules(
        values.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(values)), drop.isPresent());
  }

  private static Origins readOrigins(Fields fields, int features) {
    Optional<Setting> setting = fields.optional(ModelManifest.ORIGINS);
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

  private static String weightsName(Fields fields) {
    Optional<Setting> named = fields.optional(ModelManifest.WEIGHTS_ENTRY);
    if (named.filter(setting -> !ModelManifest.isWeightsName(setting.text())).isPresent()) {
      throw named.get().wrong("the name of a file of weights beside the manifest");
    }
    return named.map(Setting::text).orElse(ModelManifest.DEFAULT_WEIGHTS);
  }

  /**
   * The model, with the numbers of the file that the manifest names.
   *
   * @throws java.io.FileNotFoundException when that is gone
   */
  TrainedModel model(ModelSource files) throws IOException {
    String file = folder + "/" + weights;
    Weights read;
    MessageDigest digest = ContentDigest.newDigest();
    try (InputStream in = new DigestInputStream(files.openWeights(weights), digest)) {
      read = Weights.of(Safetensors.read(file, in, files.weightsBytes(weights)));
    }
    String found = ContentDigest.text(digest);
    Preprocessing preprocessing =
        new Preprocessing(
                columns,
                missing,
                origins,
                read.fill(file, missing, features),
                read.scaling(file, scale, features),
                sparse)
            .withIndicators(indicated)
            .withTargets(read.targets(file, labelScale, spec.compile().outputs()))
            .withRules(rules)
            .withNotation(notation)
            .withVector(vector);
    TrainedModel model =
        new TrainedModel(
            spec, preprocessing, labels, read.parameters(file, spec), provenance(plain));
    if (!sha256.text().equals(found)) {
      throw InvalidInputException.at(
          file, "SHA-256 " + found, sha256.text() + " as the manifest says");
    }
    return model;
  }

  private static Provenance provenance(Map<String, Object> manifest) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (manifest.get(ModelManifest.TRAINING) instanceof Map<?, ?> training) {
      training.forEach((name, value) -> values.put(name.toString(), value));
    }
    return new Provenance(values);
  }
}
