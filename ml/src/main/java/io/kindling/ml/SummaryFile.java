package io.kindling.ml;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A summary beside its model, as JSON. */
final class SummaryFile {
  private static final String NAME = "summary.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SummaryFile() {}

  static void write(NetworkTrainingSummary summary, Configuration hadoop, String folder)
      throws IOException {
    Path file = new Path(folder, NAME);
    try (OutputStream out = file.getFileSystem(hadoop).create(file, true)) {
      JSON.writeValue(out, summary);
    }
  }

  static NetworkTrainingSummary read(Configuration hadoop, String folder) {
    Path file = new Path(folder, NAME);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return JSON.readValue(in, NetworkTrainingSummary.class);
    } catch (IOException e) {
      throw InvalidInputException.at(
          file.toString(), String.valueOf(e.getMessage()), "the summary of a model");
    }
  }
}
