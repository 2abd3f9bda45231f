package io.kindling.submit.command;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import io.kindling.submit.output.PredictionFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling predict}. */
@Command(
    name = "predict",
    description = "Write a model's predictions for rows, as CSV or Parquet.",
    footer = {
      "    kindling predict runs/people/model --data others.csv --output out",
      "    kindling predict runs/people/model --data others.csv --output out --id name",
      "    kindling predict runs/people/model --data new.csv --output out --no-spark"
    },
    mixinStandardHelpOptions = true)
public final class PredictCommand extends SparkCommand {
  @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model's folder.")
  private String folder;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "A new folder for the files, a part for each partition, in order." + DataOptions.RELATIVE)
  private String output;

  @Option(
      names = "--output-format",
      paramLabel = "csv|parquet",
      description = "What the files are; CSV by default.")
  private OutputFormat outputFormat = OutputFormat.CSV;

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns to put in front of the predictions; by default the number of the row.")
  private final List<String> ids = new ArrayList<>();

  @Option(
      names = "--no-spark",
      description =
          "Score on this machine without starting Spark: CSV, lines of JSON, LIBSVM and IDX; the"
              + " files are CSV, and those that Spark would write on this machine.")
  private boolean withoutSpark;

  @Mixin private final DataOptions data = new DataOptions();

  /** What predictions are written as. */
  enum OutputFormat {
    CSV,
    PARQUET
  }

  @Override
  public Integer call() throws IOException {
    if (withoutSpark) {
      checkWithoutSpark();
      return during(
          "no predictions are left",
          interruption ->
              new LocalPrediction(folder, output, ids, out()).predict(data, interruption));
    }
    return during("no predictions are left", this::predict);
  }

  private void checkWithoutSpark() {
    if (outputFormat != OutputFormat.CSV) {
      throw InvalidInputException.at(
          "--output-format", "parquet with --no-spark", "csv; without --no-spark, Spark writes it");
    }
    if (master.isGiven()) {
      throw InvalidInputException.at(
          "--no-spark", "an option of Spark, too", "none of --master, --min-cores and --wait");
    }
  }

  private int predict(Interruption interruption) throws IOException {
    try (JavaSparkContext context = start();
        PredictionFolder target = PredictionFolder.at(output, context.hadoopConfiguration())) {
      interruption.leaveWith(() -> giveUp(context, target));
      long count = predict(context, target);
      println("%s in %s", Names.count(count, "prediction"), output);
    }
    return 0;
  }

  private long predict(JavaSparkContext context, PredictionFolder target) {
    TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), folder);
    PredictedColumns columns = new PredictedColumns(model, ids);
    try (ReadTable table = ModelEvaluation.open(context, model, data.rows(), Use.SCORED, ids);
        Scorer scorer = new Scorer(context, model)) {
      table.notes().forEach(this::seen);
      JavaRDD<String[]> names = table.rowNames(ids);
      JavaRDD<Prediction> predictions = scorer.score(table);
      if (outputFormat == OutputFormat.CSV) {
        names
            .zipPartitions(predictions, new PredictionLines(columns))
            .saveAsTextFile(target.path());
      } else {
        PredictionRows rows = new PredictionRows(columns);
        org.apache.spark.sql.classic.SparkSession.builder()
            .sparkContext(context.sc())
            .getOrCreate()
            .createDataFrame(names.zipPartitions(predictions, rows), rows.type())
            .write()
            .parquet(target.path());
      }
      target.complete();
      return table.scan().rows();
    }
  }

  /** Ends what writes before what is written is removed: a task would make its folder again. */
  static String giveUp(JavaSparkContext context, PredictionFolder target) {
    context.cancelAllJobs();
    context.stop();
    target.close();
    return "no predictions are left";
  }
}
