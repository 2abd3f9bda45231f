package io.kindling.submit.command;

import io.kindling.driver.evaluation.LocalScoring;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.LocalRows;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Predictions;
import io.kindling.submit.config.SparkHadoop;
import io.kindling.submit.output.PredictionFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * {@code kindling predict --no-spark}: a thread for each core reads a part of the rows, scores it
 * and writes its file, as a task of Spark would.
 */
final class LocalPrediction {
  private static final String SUCCESS = "_SUCCESS"; // as Hadoop marks a folder that is whole

  private final String folder;
  private final String output;
  private final List<String> ids;
  private final PrintWriter out;
  private final AtomicBoolean givenUp = new AtomicBoolean();

  /**
   * A prediction.
   *
   * @param folder of the model
   * @param output the new folder
   * @param ids columns that rows are called by; nothing for their numbers
   * @param out where it is told what was seen and done
   */
  LocalPrediction(String folder, String output, List<String> ids, PrintWriter out) {
    this.folder = folder;
    this.output = output;
    this.ids = ids;
    this.out = out;
  }

  /** Writes the predictions and returns the command's exit status. */
  int predict(DataOptions data, Interruption interruption) throws IOException {
    Configuration hadoop = SparkHadoop.settingsWithoutSubmit();
    try (PredictionFolder target = PredictionFolder.at(output, hadoop)) {
      interruption.leaveWith(() -> giveUp(target));
      TrainedModel model = ModelFiles.load(hadoop, folder);
      PredictedColumns columns = new PredictedColumns(model, ids);
      LocalScoring scoring =
          LocalScoring.open(hadoop, model, data.rows(), ids)
              .orElseThrow(
                  () ->
                      InvalidInputException.at(
                          data.path(),
                          "a format that Spark reads",
                          "csv, json, libsvm or idx with --no-spark; others without it"));
      scoring.rows().notes().forEach(note -> out.println("Seen: " + note));
      IntStream.range(0, scoring.rows().parts())
          .parallel()
          .forEach(part -> write(target, scoring, columns, part));
      target.write(SUCCESS, file -> {});
      target.complete();
      out.printf("%s in %s%n", Names.count(scoring.rows().rows(), "prediction"), output);
    }
    return 0;
  }

  private void write(
      PredictionFolder target, LocalScoring scoring, PredictedColumns columns, int part) {
    if (givenUp.get()) {
      return; // it would make its folder again
    }
    target.write(
        String.format(Locale.ROOT, "part-%05d", part),
        file -> {
          try (LocalRows.Part rows = scoring.part(part)) {
            Iterator<String> lines =
                new PredictionLines(columns)
                    .call(rows.names(), new Predictions(scoring.model(), rows));
            write(lines, file);
          }
        });
  }

  private static void write(Iterator<String> lines, OutputStream file) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    while (lines.hasNext()) {
      writer.write(lines.next());
      writer.write('\n');
    }
    writer.flush();
  }

  private String giveUp(PredictionFolder target) {
    givenUp.set(true);
    target.close();
    return "no predictions are left";
  }
}
