package io.kindling.ml;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.StrictJson;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.util.ReadWriteUtils;

/**
 * The folder of a saved model: {@code network} in it is a folder that Kindling's commands and other
 * programs read, too, and {@code summary.json} says how it was trained.
 *
 * @param path of the folder
 * @param hadoop how to reach it
 */
record NetworkFolder(String path, Configuration hadoop) {
  private static final String SUMMARY = "summary.json";
  private static final String EXPECTED = "the summary of a model";
  private static final int MOST_BYTES = 1 << 26;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The folder that Spark means by a path: Spark Connect saves to a disk of this machine, whatever
   * file system is the default.
   */
  static NetworkFolder at(String path, Configuration hadoop) {
    boolean local = Boolean.TRUE.equals(ReadWriteUtils.localSavingModeState().get());
    return new NetworkFolder(local ? Path.of(path).toUri().toString() : path, hadoop);
  }

  /** The path of something in a folder. */
  static String child(String folder, String name) {
    return new org.apache.hadoop.fs.Path(folder, name).toString();
  }

  void write(TrainedModel model, NetworkTrainingSummary summary) throws IOException {
    ModelFiles.save(model, hadoop, child(path, ModelFiles.NETWORK));
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path, SUMMARY);
    try (OutputStream out = file.getFileSystem(hadoop).create(file, true)) {
      JSON.writeValue(out, summary);
    }
  }

  /**
   * The network.
   *
   * @throws InvalidInputException when there is none, or a damaged one
   */
  TrainedModel readNetwork() {
    return ModelFiles.load(hadoop, child(path, ModelFiles.NETWORK));
  }

  /**
   * How it was trained.
   *
   * @throws InvalidInputException when that cannot be read
   */
  NetworkTrainingSummary readSummary() {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path, SUMMARY);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      long length = file.getFileSystem(hadoop).getFileStatus(file).getLen();
      byte[] json = StrictJson.bytes(file.toString(), in, length, MOST_BYTES, EXPECTED);
      return StrictJson.read(file.toString(), json, EXPECTED, new TypeReference<>() {});
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(file.toString(), String.valueOf(e.getMessage()), EXPECTED);
    }
  }
}
