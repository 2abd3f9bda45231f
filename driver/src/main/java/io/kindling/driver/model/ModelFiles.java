package io.kindling.driver.model;

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
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.preprocess.ScaleMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in a folder: {@code manifest.json}, which says what it is, and {@code
 * weights.safetensors}, its numbers. The folder may be any Hadoop URI. A model is written beside
 * its place first and moved there when it is whole.
 */
public final class ModelFiles {
  /** The name of the manifest. */
  public static final String MANIFEST = "manifest.json";

  /** The name of the weights. */
  public static final String WEIGHTS = "weights.safetensors";

  private static final String TRAINING = "training";
  private static final String ORIGINS = "origins"; // there if any feature is kept as far from one
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelFiles() {}

  /** Writes the model to the folder; one that is there is replaced. */
  public static void save(TrainedModel model, Configuration hadoop, String folder)
      throws IOException {
    Path target = new Path(folder);
    try (FileSystem system = OutputFiles.open(target, hadoop)) {
      Path draft = new Path(target.getParent(), "." + target.getName() + ".writing");
      system.delete(draft, true);
      try (OutputStream out = system.create(new Path(draft, MANIFEST))) {
        out.write(JSON.writeValueAsBytes(manifest(model)));
      }
      try (OutputStream out = system.create(new Path(draft, WEIGHTS))) {
        Weights.of(model).write(out);
      }
      replace(system, draft, target);
    }
  }

  /** Folders cannot be exchanged in one go; the old one is there until the new one is. */
  private static void replace(FileSystem system, Path draft, Path target) throws IOException {
    Path old = new Path(target.getParent(), "." + target.getName() + ".replaced");
    system.delete(old, true);
    if (system.exists(target) && !system.rename(target, old)) {
      throw new IOException("cannot move %s away".formatted(target));
    }
    if (!system.rename(draft, target)) {
      throw new IOException("cannot move %s to %s".formatted(draft, target));
    }
    system.delete(old, true);
  }

  private static Map<String, Object> manifest(TrainedModel model) {
    ModelSpec spec = model.spec();
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    manifest.put("input", spec.input().dimensions());
    Preprocessing preprocessing = model.preprocessing();
    manifest.put("columns", ManifestColumns.write(preprocessing.columns()));
    manifest.put("missing", preprocessing.missing().configName());
    if (!preprocessing.origins().isEmpty()) {
      manifest.put(ORIGINS, preprocessing.origins().values());
    }
    manifest.put("scale", preprocessing.scaling().mode().configName());
    manifest.put("network", spec.network().write());
    manifest.put("loss", Loss.CATALOGUE.write(spec.loss()));
    manifest.put("parameters", model.parameters().length);
    manifest.put("sha256", model.sha256());
    manifest.put(TRAINING, model.provenance().values());
    return manifest;
  }

  /**
   * Reads a model.
   *
   * @throws InvalidInputException when the folder holds none, or a damaged one
   */
  public static TrainedModel load(Configuration hadoop, String folder) {
    try {
      Path path = new Path(folder);
      FileSystem system = path.getFileSystem(hadoop);
      return load(system, new Path(path, MANIFEST), new Path(path, WEIGHTS), folder);
    } catch (FileNotFoundException e) {
      throw InvalidInputException.at(
          folder, "no model", "a folder with %s and %s".formatted(MANIFEST, WEIGHTS));
    } catch (IOException e) {
      throw InvalidInputException.at(folder, e.toString(), "a model that can be read");
    }
  }

  private static TrainedModel load(FileSystem system, Path manifest, Path weights, String folder)
      throws IOException {
    String manifestName = folder + "/" + MANIFEST;
    String weightsName = folder + "/" + WEIGHTS;
    Map<String, Object> plain = readManifest(system, manifest, manifestName);
    Fields fields = Setting.of(manifestName, plain).fields();
    Setting format = fields.required("format");
    if (format.wholeNumber() != FORMAT) {
      throw format.wrong(Integer.toString(FORMAT));
    }
    Setting input = fields.required("input");
    ModelSpec spec =
        new ModelSpec(
            readShape(input),
            NetworkSpec.read(fields.required("network")),
            Loss.CATALOGUE.read(fields.required("loss")));
    ScaleMode mode = ScaleMode.read(fields.required("scale"));
    MissingMode missing = MissingMode.read(fields.required("missing"));
    List<Column> columns = ManifestColumns.read(fields.required("columns"), spec.input());
    int features = columns.isEmpty() ? spec.input().size() : columns.size();

    Weights read;
    MessageDigest digest = Weights.newDigest();
    try (InputStream in = new DigestInputStream(system.open(weights), digest)) {
      read = Weights.of(Safetensors.read(weightsName, in));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    Preprocessing preprocessing =
        new Preprocessing(
            columns,
            missing,
            readOrigins(fields, features),
            read.fill(weightsName, missing, features),
            read.scaling(weightsName, mode, features));
    TrainedModel model =
        new TrainedModel(
            spec, preprocessing, read.parameters(weightsName, spec), provenance(plain));
    Setting sha256 = fields.required("sha256");
    if (!sha256.text().equals(found)) {
      throw InvalidInputException.at(
          weightsName, "SHA-256 " + found, sha256.text() + " as the manifest says");
    }
    return model;
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

  private static Provenance provenance(Map<String, Object> manifest) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (manifest.get(TRAINING) instanceof Map<?, ?> training) {
      training.forEach((name, value) -> values.put(name.toString(), value));
    }
    return new Provenance(values);
  }

  private static Shape readShape(Setting setting) {
    try {
      return new Shape(setting.elements().stream().map(Setting::wholeNumber).toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(setting.place() + ": " + e.getMessage());
    }
  }

  private static Map<String, Object> readManifest(FileSystem system, Path manifest, String name)
      throws IOException {
    byte[] bytes;
    try (InputStream in = system.open(manifest)) {
      bytes = in.readAllBytes();
    }
    try {
      return JSON.readValue(bytes, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw InvalidInputException.at(name, "a file that is no JSON", "a manifest");
    }
  }
}
