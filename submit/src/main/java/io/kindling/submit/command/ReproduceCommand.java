package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.PlainDifference;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.StepBar;
import io.kindling.submit.output.FolderClaim;
import io.kindling.submit.output.RunFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling reproduce}. */
@Command(
    name = "reproduce",
    description =
        "Train a model again from what its manifest says, and compare the two. Exit status: 0 for"
            + " the same model, 1 for another one.",
    footer = {
      "    kindling reproduce runs/people/model",
      "    kindling reproduce runs/people/model --set data.train.path=/old/people.csv"
    },
    mixinStandardHelpOptions = true)
public final class ReproduceCommand extends SparkCommand {
  private static final int ANOTHER = 1;
  private static final String NOT_COMPARED = "the models were not compared";

  @Parameters(
      index = "0",
      paramLabel = "MODEL_DIR",
      description = "The model's folder, which stays as it is; may be any Hadoop URI.")
  private String folder;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description =
          "Replace a setting of the config that was recorded, such as the path of data that have"
              + " moved; may be given several times.")
  private final Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the model goes that is trained; by default nowhere." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    return during(NOT_COMPARED, this::reproduce);
  }

  int reproduce(Interruption interruption) throws IOException {
    try (JavaSparkContext context = start()) {
      TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), folder);
      RecordedTraining recorded = RecordedTraining.of(folder, model.provenance());
      if (output == null) {
        return compare(model, train(context, recorded));
      }
      try (FolderClaim claim = claim(new RunFolder(output, context.hadoopConfiguration()))) {
        interruption.leaveWith(() -> leave(claim));
        TrainedModel again = train(context, recorded);
        ModelFiles.save(again, context.hadoopConfiguration(), claim.run().model());
        println("The model that was trained is in " + claim.run().model());
        return compare(model, again);
      }
    }
  }

  private FolderClaim claim(RunFolder run) throws IOException {
    if (run.isWithin(folder)) {
      throw InvalidInputException.at(
          "--output", run.path(), "a folder outside of that of the model, which is not touched");
    }
    return FolderClaim.of(run, false);
  }

  private static String leave(FolderClaim claim) {
    claim.close();
    return NOT_COMPARED;
  }

  private TrainedModel train(JavaSparkContext context, RecordedTraining recorded) {
    ConfigSource source = recorded.config().with(overrides);
    StepBar bar = new StepBar(System.err);
    try {
      RunConfig run = RunConfig.read(source);
      TrainerBuilder builder =
          Trainer.on(context)
              .data(run.data())
              .note(RecordedTraining.CONFIG, source.write())
              .listener(event -> tell(event, recorded));
      bar.listenTo(builder);
      return builder.build(recorded.again(run.training())).train();
    } catch (InvalidInputException e) {
      throw e.declaredIn(source.name());
    } finally {
      bar.close();
    }
  }

  private void tell(TrainingEvent event, RecordedTraining recorded) {
    if (event instanceof TrainingEvent.Started started) {
      recorded.changes().forEach(this::tellChange);
      tellDifferences(recorded, started.provenance());
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      println("epoch %s/%s is trained again".formatted(epoch.epoch(), recorded.epoch()));
    }
  }

  /** What cannot be repeated: the config that is recorded is the last of several. */
  private void tellChange(String change) {
    println(
        "Changed on the way when the training went on, and not when it is trained again: "
            + change);
  }

  private void tellDifferences(RecordedTraining recorded, Provenance now) {
    List<PlainDifference> differences = recorded.differences(now);
    for (PlainDifference difference : differences) {
      println(
          "%s: recorded %s, found %s"
              .formatted(difference.name(), difference.before(), difference.now()));
    }
    if (differences.isEmpty()) {
      println("Config, data, versions and BLAS are as recorded");
    }
  }

  private int compare(TrainedModel model, TrainedModel again) {
    String recorded = model.sha256();
    String found = again.sha256();
    if (recorded.equals(found)) {
      println("Same model, SHA-256 " + found);
      return 0;
    }
    println("Another model: recorded SHA-256 %s, found SHA-256 %s".formatted(recorded, found));
    return ANOTHER;
  }
}
