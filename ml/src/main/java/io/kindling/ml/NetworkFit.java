package io.kindling.ml;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.reading.Labels;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.sql.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One fit: what params declare, trained on a DataFrame. */
final class NetworkFit {
  private final NetworkParams params;
  private final List<String> features;
  private final String label;
  private final Dataset<?> rows;

  /**
   * @param features the columns
   * @param label the column
   */
  NetworkFit(NetworkParams params, List<String> features, String label, Dataset<?> rows) {
    this.params = params;
    this.features = features;
    this.label = label;
    this.rows = rows;
  }

  /** What came of it. */
  record Fitted(TrainedModel model, NetworkTrainingSummary summary) {
    /** The model whose classes have these names, where they are known and as many. */
    TrainedModel named(Optional<List<String>> classes) {
      Labels labels = model.labels();
      if (classes.isEmpty() || classes.get().size() != labels.classes().size()) {
        return model;
      }
      return new TrainedModel(
          model.spec(),
          model.preprocessing(),
          new Labels(labels.names(), classes.get()),
          model.sharedParameters(),
          model.provenance());
    }
  }

  /**
   * Trains.
   *
   * @param outputs of the network, if they do not follow from the labels as they are found
   * @throws io.kindling.kernels.spec.InvalidInputException when params or rows are wrong
   */
  Fitted train(OptionalInt outputs, List<TrainingListener> listeners) {
    SparkSession session = rows.sparkSession();
    TrainingData data = data();
    TrainerBuilder builder = Trainer.on(session).data(data);
    new Declaration(params).addTo(builder, outputs, data.validates());
    SummaryRecorder recorder = new SummaryRecorder();
    builder.listener(recorder);
    listeners.forEach(builder::listener);
    if (!params.isDefined(params.checkpointDir())) {
      return new Fitted(builder.build().train(), recorder.summary());
    }
    CheckpointFolder folder =
        new CheckpointFolder(
            params.getCheckpointDir(), session.sparkContext().hadoopConfiguration());
    try {
      folder.last().ifPresent(found -> builder.resume(found.state()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (CheckpointWriter writer = new CheckpointWriter(folder, CheckpointRule.DEFAULT)) {
      return new Fitted(builder.listener(writer).build().train(), recorder.summary());
    }
  }

  private TrainingData data() {
    if (!params.isDefined(params.validationIndicatorCol())) {
      return TrainingData.of(source(chosen(functions.lit(true)))).withColumns(columns());
    }
    Column validates = Frames.column(params.getValidationIndicatorCol());
    return TrainingData.of(source(chosen(functions.not(validates))), source(chosen(validates)))
        .withColumns(columns());
  }

  /** The columns that count, of the rows that do. */
  private Dataset<Row> chosen(Column which) {
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(Frames.column(name)));
    columns.add(Frames.column(label));
    if (params.isDefined(params.weightCol())) {
      columns.add(Frames.column(params.getWeightCol()));
    }
    if (params.isDefined(params.idCol())) {
      columns.add(Frames.column(params.getIdCol()));
    }
    return rows.toDF().where(which).select(columns.toArray(Column[]::new));
  }

  private RowSource source(Dataset<Row> frame) {
    FrameSource source = FrameSource.of(frame);
    RowSource ordered =
        params.isDefined(params.idCol()) ? source.orderedBy(params.getIdCol()) : source;
    RowSource labelled = ordered.labelled(label);
    return params.isDefined(params.weightCol())
        ? labelled.weighted(params.getWeightCol())
        : labelled;
  }

  private FeatureColumns columns() {
    return new FeatureColumns(
        Map.of(),
        Optional.empty(),
        Set.of(),
        MissingMode.read(Setting.scalar("missing", params.getMissing())),
        Optional.of(Set.of()),
        false,
        List.of());
  }
}
