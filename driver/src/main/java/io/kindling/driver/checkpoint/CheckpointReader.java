package io.kindling.driver.checkpoint;

import io.kindling.driver.training.TrainingState;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads checkpoints, and refuses those whose files are not what names and manifest say.
 *
 * @param name of their folder, as its user calls it
 */
record CheckpointReader(FileSystem system, Path folder, String name) {
  /** The file of what is learnt. */
  static final String LEARNER = "learner";

  /** The file of the best epoch's parameters. */
  static final String BEST = "best";

  /** The file of what was learnt when the epoch under way began. */
  static final String EPOCH_START = "start";

  private static final long LARGEST_MANIFEST = 1 << 28;

  /**
   * Reads a checkpoint.
   *
   * @throws FileNotFoundException when its manifest is not there
   * @throws InvalidInputException when it is not whole
   */
  TrainingState read(CheckpointName checkpoint) throws IOException {
    StateJson.Manifest manifest = manifest(checkpoint);
    List<DataFile> learner = manifest.files().get(LEARNER);
    if (learner == null) {
      throw InvalidInputException.at(name + "/" + checkpoint, "no file of the learner", "one");
    }
    List<DataFile> best = manifest.files().get(BEST);
    Optional<float[]> parameters =
        best == null ? Optional.empty() : Optional.ofNullable(arrays(best).get(BEST));
    List<DataFile> start = manifest.files().get(EPOCH_START);
    return manifest.with(
        arrays(learner), parameters, start == null ? Optional.empty() : Optional.of(arrays(start)));
  }

  /**
   * Reads the manifest of a checkpoint.
   *
   * @throws FileNotFoundException when it is not there
   * @throws InvalidInputException when it is not what its name says
   */
  StateJson.Manifest manifest(CheckpointName checkpoint) throws IOException {
    String place = name + "/" + checkpoint;
    Path file = new Path(folder, checkpoint.toString());
    long length = system.getFileStatus(file).getLen();
    if (length == 0 || length > LARGEST_MANIFEST) {
      throw InvalidInputException.at(place, length + " bytes", "a checkpoint's manifest");
    }
    byte[] bytes;
    try (InputStream in = system.open(file)) {
      bytes = in.readNBytes((int) length); // whatever else a device would give
    }
    ContentDigest digest = ContentDigest.of(out -> out.write(bytes));
    if (!digest.inName().equals(checkpoint.digits())) {
      throw InvalidInputException.at(
          place, "SHA-256 " + digest.inName() + "…", checkpoint.digits() + "… as its name says");
    }
    return StateJson.read(place, bytes);
  }

  private Map<String, float[]> arrays(List<DataFile> files) throws IOException {
    ArrayParts.Joined joined = new ArrayParts.Joined();
    for (DataFile file : files) {
      joined.add(name + "/" + file.name(), tensors(file));
    }
    return joined.arrays();
  }

  private Map<String, Tensor> tensors(DataFile file) throws IOException {
    String place = name + "/" + file.name();
    long length = file.lengthIn(system, folder);
    if (length != file.digest().bytes()) {
      throw InvalidInputException.at(
          place,
          length < 0 ? "no such file" : length + " bytes",
          file.digest().bytes() + " bytes as the manifest says");
    }
    MessageDigest digest = ContentDigest.newDigest();
    Map<String, Tensor> tensors;
    try (InputStream in =
        new DigestInputStream(system.open(new Path(folder, file.name())), digest)) {
      tensors = Safetensors.read(place, in, length);
    }
    String found = ContentDigest.text(digest);
    if (!found.equals(file.digest().sha256())) {
      throw InvalidInputException.at(
          place, "SHA-256 " + found, file.digest().sha256() + " as the manifest says");
    }
    return tensors;
  }
}
