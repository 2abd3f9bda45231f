package io.kindling.predictor.model;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads models, also while others replace them. */
public final class ModelReader {
  private static final int ATTEMPTS = 5;
  private static final String IN_OUTPUT_FOLDER = "model";

  private ModelReader() {}

  /**
   * Reads the model in a folder of this machine.
   *
   * @throws InvalidInputException when the folder holds none, or a damaged one
   */
  public static TrainedModel read(Path folder) {
    return read(new LocalModelFolder(folder), folder.toString());
  }

  /**
   * Reads a model.
   *
   * @param folder what errors call it
   * @throws InvalidInputException when there is none, or a damaged one
   */
  public static TrainedModel read(ModelSource files, String folder) {
    try {
      try {
        return readWhole(files, folder);
      } catch (FileNotFoundException e) {
        throw noModel(folder, files.hasModelIn(IN_OUTPUT_FOLDER));
      }
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(folder, e.toString(), "a model that can be read");
    }
  }

  /**
   * Says that there is none.
   *
   * @param within whether the folder is one that a training wrote its model and more into
   */
  private static InvalidInputException noModel(String folder, boolean within) {
    return InvalidInputException.at(
        folder,
        "no model",
        "a folder with %s and the weights it names%s"
            .formatted(
                ModelManifest.FILE,
                within ? ", as %s/%s".formatted(folder, IN_OUTPUT_FOLDER) : ""));
  }

  /** Weights that are gone were replaced meanwhile, if the manifest was too. */
  private static TrainedModel readWhole(ModelSource files, String folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      byte[] manifest = files.readManifest();
      try {
        return new ManifestReader(manifest, folder).model(files);
      } catch (FileNotFoundException e) {
        if (attempt == ATTEMPTS || Arrays.equals(manifest, files.readManifest())) {
          throw e;
        }
      }
    }
  }
}
