package io.kindling.submit.command;

import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPlan;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.ColumnTable;
import io.kindling.submit.console.EpochLines;
import io.kindling.submit.console.PlanLines;
import io.kindling.submit.console.StepBar;
import io.kindling.submit.console.StepProfile;
import io.kindling.submit.output.EpochSaver;
import io.kindling.submit.output.FolderClaim;
import io.kindling.submit.output.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling train}. */
@Command(
    name = "train",
    description = "Train the network that a config file declares.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private final ConfigArguments config = new ConfigArguments();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where model and history go; by default runs/NAME-TIME." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Option(names = "--overwrite", description = "Replace a model that --output holds already.")
  private boolean overwrite;

  @Option(
      names = "--profile",
      description = "Show where the time of the steps went, and what would help.")
  private boolean profile;

  @Option(
      names = "--dry-run",
      description =
          "Read and check config and data, print what would be trained, and train nothing.")
  private boolean dryRun;

  @Mixin private final MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException {
    RunConfig run = RunConfig.read(config.file(), config.overrides);
    if (dryRun) {
      return Interruption.during(
          command.commandLine().getErr(), "nothing is trained", interruption -> plan(run));
    }
    return Interruption.during(
        command.commandLine().getErr(),
        EpochSaver.NO_MODEL,
        interruption -> train(run, interruption));
  }

  private int train(RunConfig run, Interruption interruption) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    try (JavaSparkContext context = master.start("kindling train " + config.file().fileName());
        FolderClaim claim = claim(context)) {
      TrainedModel model = train(context, run, claim, interruption);
      out.printf("Model in %s, SHA-256 %s%n", claim.run().model(), model.sha256());
      return 0;
    } catch (InvalidInputException e) {
      throw e.declaredIn(config.file().toString());
    }
  }

  private int plan(RunConfig run) {
    try (JavaSparkContext context = master.start("kindling train " + config.file().fileName())) {
      TrainingPlan plan = Trainer.on(context).data(run.data()).build(run.training()).plan();
      PlanLines.print(plan, command.commandLine().getOut());
      return 0;
    } catch (InvalidInputException e) {
      throw e.declaredIn(config.file().toString());
    }
  }

  private FolderClaim claim(JavaSparkContext context) throws IOException {
    Configuration hadoop = context.hadoopConfiguration();
    return output == null
        ? FolderClaim.ofFirstNew(defaultOutput(), hadoop)
        : FolderClaim.of(new RunFolder(output, hadoop), overwrite);
  }

  private TrainedModel train(
      JavaSparkContext context, RunConfig run, FolderClaim claim, Interruption interruption) {
    StepBar bar = new StepBar(System.err);
    EpochSaver saver = new EpochSaver(claim.run());
    interruption.leaveWith(() -> giveUp(bar, saver, claim));
    try {
      return train(context, run, saver, bar);
    } catch (InvalidInputException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) { // Spark throws checked ones that it does not declare
      throw new FailedException(FailedException.lineOf(e) + "; " + saver.lastModel(), e);
    } finally {
      bar.close();
    }
  }

  /** Ends what writes before the folder is another's, and says what is left in it. */
  static String giveUp(StepBar bar, EpochSaver saver, FolderClaim claim) {
    bar.close();
    saver.end();
    claim.close();
    return saver.lastModel();
  }

  private TrainedModel train(
      JavaSparkContext context, RunConfig run, EpochSaver saver, StepBar bar) {
    TrainerBuilder builder =
        Trainer.on(context)
            .data(run.data())
            .listener(event -> printColumns(event, run))
            .listener(new EpochLines(command.commandLine().getOut()))
            .listener(saver);
    if (Help.Ansi.AUTO.enabled()) { // a terminal, not a file or a pipe
      builder.listener(bar);
    }
    if (profile) {
      int cores = context.defaultParallelism();
      builder.listener(new StepProfile(command.commandLine().getOut(), cores));
    }
    return builder.build(run.training()).train();
  }

  private void printColumns(TrainingEvent event, RunConfig run) {
    if (event instanceof TrainingEvent.Started started) {
      Set<String> declared = run.data().columns().kinds().keySet();
      ColumnTable.print(started.plan(), declared, command.commandLine().getOut());
    }
  }

  private String defaultOutput() {
    String name = config.file().fileName().replaceFirst("\\.ya?ml$", "");
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return "runs/%s-%s".formatted(name, time);
  }
}
