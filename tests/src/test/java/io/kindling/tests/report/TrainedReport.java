package io.kindling.tests.report;

import io.kindling.driver.training.Trainer;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.report.ReportFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Reports of trainings by config files. */
final class TrainedReport {
  private TrainedReport() {}

  /** Trains, and gives the page of its report. */
  static Path of(JavaSparkContext context, Path config, int epochs, Path output) {
    ConfigSource source =
        ConfigSource.read(
            ConfigFile.of(config.toString()), Map.of("training.epochs", Integer.toString(epochs)));
    RunConfig run = RunConfig.read(source);
    ReportFolder folder = new ReportFolder(output.toString(), new Configuration());
    RunRecorder recorder =
        new RunRecorder(String.valueOf(config.getFileName()), source.write(), 2, Optional.empty());
    Trainer.on(context)
        .data(run.data())
        .listener(new ReportWriter(recorder, folder))
        .build(run.training())
        .train();
    return output.resolve(ReportFolder.PAGE);
  }
}
