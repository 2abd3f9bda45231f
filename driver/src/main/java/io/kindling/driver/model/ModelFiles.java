package io.kindling.driver.model;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.ModelManifest;
import io.kindling.predictor.model.ModelReader;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.model.Weights;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in a folder: {@code manifest.json}, which says what it is, and a file of its numbers in
 * the safetensors format, which the manifest names. The folder may be any Hadoop URI. It holds a
 * whole model at every moment, also while another replaces it.
 */
public final class ModelFiles {
  /** The name of the manifest. */
  public static final String MANIFEST = ModelManifest.FILE;

  /**
   * The folder within one that a model of Spark ML was saved to, in which the model's files are.
   */
  public static final String NETWORK = "network";

  private ModelFiles() {}

  /**
   * The folder of a model's files, where a person named that or the one that a model of Spark ML
   * was saved to.
   *
   * @throws InvalidInputException when the file system cannot say
   */
  public static String folderIn(Configuration hadoop, String named) {
    Path folder = UserPath.of(named);
    try {
      return new ModelFolder(UserPath.fileSystem(folder, hadoop), folder).hasModelIn(NETWORK)
          ? UserPath.child(folder, NETWORK).toString()
          : named;
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(
          named, String.valueOf(e.getMessage()), "the folder of a saved model");
    }
  }

  /**
   * Writes the model to the folder; one that is there is replaced.
   *
   * @throws WriteException when a file cannot be written; a model that was there is there still
   */
  public static void save(TrainedModel model, Configuration hadoop, String folder)
      throws IOException {
    Path target = UserPath.of(folder);
    Weights weights = Weights.of(model);
    ContentDigest digest = weights.digest();
    String name = ModelManifest.weightsName(digest);
    byte[] manifest = ModelManifest.write(model, name, digest.sha256());
    try (FileSystem system = OutputFiles.open(target, hadoop)) {
      new ModelFolder(system, target)
          .save(name, digest.bytes(), weights::write, out -> out.write(manifest));
    }
  }

  /**
   * Reads a model.
   *
   * @throws InvalidInputException when the folder holds none, or a damaged one
   */
  public static TrainedModel load(Configuration hadoop, String folder) {
    Path path = UserPath.of(folder);
    return ModelReader.read(new ModelFolder(UserPath.fileSystem(path, hadoop), path), folder);
  }
}
