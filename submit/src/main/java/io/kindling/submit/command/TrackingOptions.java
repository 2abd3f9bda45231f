package io.kindling.submit.command;

import io.kindling.driver.mlflow.MlflowListener;
import io.kindling.driver.mlflow.MlflowServer;
import io.kindling.driver.tensorboard.TensorBoardListener;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.output.OutputFolder;
import io.kindling.submit.output.RunFolder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where else it is told how a training goes. */
final class TrackingOptions {
  private static final String DEFAULT = "";

  @Option(
      names = "--tensorboard",
      arity = "0..1",
      fallbackValue = DEFAULT,
      paramLabel = "DIR",
      preprocessor = AttachedValue.class,
      description =
          "Write events for TensorBoard into DIR, by default into tensorboard in the output"
              + " folder."
              + DataOptions.RELATIVE)
  @Nullable String tensorboard;

  @Option(
      names = "--mlflow",
      arity = "0..1",
      fallbackValue = DEFAULT,
      paramLabel = "URI",
      preprocessor = AttachedValue.class,
      description =
          "Tell the MLflow tracking server at URI, by default that of MLFLOW_TRACKING_URI; who asks"
              + " it is read from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
              + " MLFLOW_TRACKING_TOKEN.")
  @Nullable String mlflow;

  @Option(
      names = "--mlflow-experiment",
      paramLabel = "NAME",
      description =
          "The experiment of MLflow; by default MLFLOW_EXPERIMENT_NAME, or the config's name.")
  @Nullable String experiment;

  @Option(
      names = "--mlflow-run",
      paramLabel = "NAME",
      description = "The name of MLflow's run; by default that of the output folder.")
  @Nullable String runName;

  /**
   * Checks what can be checked before a training.
   *
   * @throws InvalidInputException when a place is none
   */
  void check(Configuration hadoop, Map<String, String> environment) throws IOException {
    if (tensorboard != null && !tensorboard.equals(DEFAULT)) {
      OutputFolder.requireWritable(tensorboard, hadoop);
    }
    if (mlflow == null && (experiment != null || runName != null)) {
      throw InvalidInputException.at(
          experiment != null ? "--mlflow-experiment" : "--mlflow-run", "no --mlflow", "it as well");
    }
    server(environment);
  }

  private Optional<MlflowServer> server(Map<String, String> environment) {
    if (mlflow == null) {
      return Optional.empty();
    }
    if (!mlflow.equals(DEFAULT)) {
      return Optional.of(MlflowServer.of("--mlflow", mlflow, environment));
    }
    String uri = environment.getOrDefault(MlflowServer.TRACKING_URI, "");
    if (uri.isEmpty()) {
      throw InvalidInputException.at(
          "--mlflow", "no URI", "--mlflow=URI, or one in " + MlflowServer.TRACKING_URI);
    }
    return Optional.of(MlflowServer.of(MlflowServer.TRACKING_URI, uri, environment));
  }

  /**
   * Begins to tell.
   *
   * @param config its name
   */
  Tracking start(RunFolder folder, String config, Map<String, String> environment) {
    Optional<MlflowServer> server = server(environment);
    String inExperiment =
        experiment != null ? experiment : environment.getOrDefault(MlflowServer.EXPERIMENT, config);
    String name = runName != null ? runName : new Path(folder.path()).getName();
    Optional<String> events =
        Optional.ofNullable(tensorboard)
            .map(place -> place.equals(DEFAULT) ? folder.events() : place);
    Tracking tracking =
        new Tracking(
            events.map(place -> new TensorBoardListener(place, folder.hadoop())),
            server.map(there -> new MlflowListener(there, inExperiment, name)));
    events.ifPresent(place -> tracking.say("For TensorBoard: tensorboard --logdir " + place));
    server.ifPresent(
        there ->
            tracking.say("For MLflow: run %s of %s at %s".formatted(name, inExperiment, there)));
    return tracking;
  }
}
