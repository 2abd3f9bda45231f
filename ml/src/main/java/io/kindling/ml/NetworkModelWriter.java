package io.kindling.ml;

import io.kindling.driver.model.ModelFiles;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.ml.util.ReadWriteUtils;

/**
 * Writes a model into a folder: {@code metadata}, as every stage of Spark ML has it; {@code
 * network}, which is a folder that Kindling's commands and other programs read, too; and {@code
 * summary.json}.
 */
final class NetworkModelWriter extends MLWriter {
  private final Params params;
  private final TrainedModel model;
  private final NetworkTrainingSummary summary;

  NetworkModelWriter(Params params, TrainedModel model, NetworkTrainingSummary summary) {
    this.params = params;
    this.model = model;
    this.summary = summary;
  }

  @Override
  public void saveImpl(String path) {
    Configuration hadoop = sc().hadoopConfiguration();
    String folder = isLocal() ? Path.of(path).toUri().toString() : path;
    try {
      ModelFiles.save(model, hadoop, child(folder, ModelFiles.NETWORK));
      SummaryFile.write(summary, hadoop, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // What is written last makes it a stage that can be loaded.
    DefaultParamsWriter.saveMetadata(params, path, sparkSession());
  }

  /** Whether Spark Connect saves to a disk of this machine, whatever file system is the default. */
  static boolean isLocal() {
    return Boolean.TRUE.equals(ReadWriteUtils.localSavingModeState().get());
  }

  static String child(String folder, String name) {
    return new org.apache.hadoop.fs.Path(folder, name).toString();
  }
}
