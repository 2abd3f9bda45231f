package io.kindling.driver.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.FileContent;
import io.kindling.predictor.model.ModelManifest;
import io.kindling.predictor.model.ModelSource;
import io.kindling.predictor.model.StrictJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a model, which at every moment are those of a whole one. Weights are named by their
 * content, so new ones lie beside the old; the manifest, which names them, is replaced when they
 * are whole, and only then are the old ones deleted.
 */
final class ModelFolder implements ModelSource {
  private final FileSystem system;
  private final Path folder;
  private final Path manifest;

  ModelFolder(FileSystem system, Path folder) {
    this.system = system;
    this.folder = folder;
    this.manifest = new Path(folder, ModelFiles.MANIFEST);
  }

  @Override
  public long weightsBytes(String name) throws IOException {
    return system.getFileStatus(new Path(folder, name)).getLen();
  }

  @Override
  public boolean hasModelIn(String name) throws IOException {
    return system.exists(new Path(new Path(folder, name), ModelFiles.MANIFEST));
  }

  @Override
  public InputStream openWeights(String name) throws IOException {
    return system.open(new Path(folder, name));
  }

  @Override
  public byte[] readManifest() throws IOException {
    try {
      return bytes(manifest);
    } catch (FileNotFoundException e) {
      return readDraft(e);
    }
  }

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      return ModelManifest.readBytes(file.toString(), in, system.getFileStatus(file).getLen());
    }
  }

  /** A manifest that is being replaced where it cannot be moved over the old one. */
  private byte[] readDraft(FileNotFoundException withoutManifest) throws IOException {
    try {
      byte[] bytes = bytes(OutputFiles.draft(manifest));
      if (parse(bytes).isPresent()) {
        return bytes;
      }
    } catch (FileNotFoundException e) {
      withoutManifest.addSuppressed(e);
    }
    throw withoutManifest;
  }

  /**
   * Saves a model; one that is there is replaced.
   *
   * @param name of the weights
   * @param bytes of the weights
   */
  void save(String name, long bytes, FileContent weights, FileContent description)
      throws IOException {
    Path data = new Path(folder, name);
    boolean isThere =
        isNamed(name) && system.exists(data) && system.getFileStatus(data).getLen() == bytes;
    if (!isThere) {
      OutputFiles.write(system, data, weights);
    }
    try {
      OutputFiles.replace(system, manifest, description);
    } catch (WriteException e) {
      throw isThere || isNamed(name) ? e : OutputFiles.deleteAfter(e, system, data);
    }
    deleteWeightsExcept(name);
  }

  private boolean isNamed(String name) throws IOException {
    return namedWeights().filter(name::equals).isPresent();
  }

  /** The weights of the model that is there; none if there is no whole model. */
  private Optional<String> namedWeights() throws IOException {
    byte[] bytes;
    try {
      bytes = readManifest();
    } catch (FileNotFoundException | InvalidInputException e) {
      return Optional.empty();
    }
    return parse(bytes)
        .map(json -> json.path(ModelManifest.WEIGHTS_ENTRY).asText(ModelManifest.DEFAULT_WEIGHTS))
        .filter(ModelManifest::isWeightsName);
  }

  private Optional<JsonNode> parse(byte[] json) {
    try {
      return Optional.of(StrictJson.tree(manifest.toString(), json, ModelManifest.EXPECTED));
    } catch (InvalidInputException e) {
      return Optional.empty(); // half a manifest is none
    }
  }

  private void deleteWeightsExcept(String name) throws IOException {
    for (FileStatus file : system.listStatus(folder)) {
      String found = file.getPath().getName();
      if (ModelManifest.isWeightsName(found) && !found.equals(name)) {
        system.delete(file.getPath(), false);
      }
    }
  }
}
