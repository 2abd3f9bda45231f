package io.kindling.ml;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.training.InitFrom;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * One fit: what params declare, trained on the rows of a DataFrame.
 *
 * @param params of the estimator
 * @param frame the rows
 * @param initFrom the model to start from, if there is one
 * @param outputs of the network, if they do not follow from the labels as they are found; may take
 *     a job
 * @param toModel makes the estimator's model
 * @param listeners of the user
 * @param <M> the class of the model
 */
record NetworkFit<M>(
    NetworkParams params,
    TrainingFrame frame,
    Optional<InitFrom> initFrom,
    Supplier<OptionalInt> outputs,
    BiFunction<TrainedModel, NetworkTrainingSummary, M> toModel,
    List<TrainingListener> listeners) {
  /**
   * Trains.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when params or rows are wrong
   */
  M train() {
    TrainingData data = frame.data();
    SummaryRecorder recorder = new SummaryRecorder();
    TrainingSpec spec = spec(outputs.get(), data);
    TrainerBuilder builder = Trainer.on(session()).data(data).listener(recorder);
    listeners.forEach(builder::listener);
    TrainedModel model =
        params.isDefined(params.checkpointDir())
            ? trainWithCheckpoints(builder, spec)
            : builder.build(spec).train();
    return toModel.apply(model, recorder.summary());
  }

  /**
   * What is declared.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when the rows are not of what is
   */
  TrainingSpec spec(OptionalInt networkOutputs, TrainingData data) {
    Declaration declaration = new Declaration(params);
    declaration.checkLoss(params instanceof NeuralNetworkRegressor);
    declaration.checkInputs(frame.features(), frame.rows());
    Thresholds.check(params, declaration.loss(), frame.targets(), networkOutputs);
    return declaration.spec(networkOutputs, data.validates(), initFrom);
  }

  /** What the number of outputs follows from. */
  List<Object> causesOfOutputs() {
    return initFrom.isEmpty()
        ? List.of(frame, params.getLoss())
        : List.of(
            frame,
            params.getLoss(),
            initFrom.get(),
            new Declaration(params).network(OptionalInt.empty()));
  }

  private SparkSession session() {
    return frame.rows().sparkSession();
  }

  private TrainedModel trainWithCheckpoints(TrainerBuilder builder, TrainingSpec spec) {
    CheckpointFolder folder =
        new CheckpointFolder(
            params.getCheckpointDir(), session().sparkContext().hadoopConfiguration());
    try {
      folder.last().ifPresent(found -> builder.resume(found.state()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (CheckpointWriter writer = new CheckpointWriter(folder, CheckpointRule.DEFAULT)) {
      return builder.listener(writer).build(spec).train();
    }
  }
}
