package io.kindling.submit.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.driver.tensorboard.TensorBoardListener;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPlan;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.ColumnTable;
import io.kindling.submit.console.EpochLines;
import io.kindling.submit.console.PlanLines;
import io.kindling.submit.console.StepBar;
import io.kindling.submit.console.StepProfile;
import io.kindling.submit.output.EarlierRuns;
import io.kindling.submit.output.EpochSaver;
import io.kindling.submit.output.FolderClaim;
import io.kindling.submit.output.OutputFolder;
import io.kindling.submit.output.RunFolder;
import io.kindling.submit.report.ReportFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
  private static final String IN_OUTPUT = "";

  @Spec private CommandSpec command;

  @Mixin private final ConfigArguments config = new ConfigArguments();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where model and history go; by default runs/NAME-TIME." + DataOptions.RELATIVE)
  private @Nullable String output;

  @Option(
      names = "--overwrite",
      description = "Replace a model that --output holds already, and its checkpoints.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = "exact",
      paramLabel = "force",
      preprocessor = AttachedValue.class,
      description =
          "Go on from the last checkpoint in --output, or in the last of runs/NAME-TIME, to the"
              + " same model as without the interruption. With =force also when config or data are"
              + " not the same.")
  private @Nullable Resume resume;

  /** How strictly a training that goes on has to be the same. */
  enum Resume {
    /** To the bit. */
    exact,
    /** As far as its parameters fit. */
    force
  }

  @Option(
      names = "--init-from",
      paramLabel = "MODEL_DIR",
      description =
          "Start with the parameters of a model, and read rows as it does; training.init_from of"
              + " the config."
              + DataOptions.RELATIVE)
  private @Nullable String initFrom;

  @Option(
      names = "--tensorboard",
      arity = "0..1",
      fallbackValue = IN_OUTPUT,
      paramLabel = "DIR",
      preprocessor = AttachedValue.class,
      description =
          "Write events for TensorBoard into DIR, by default into tensorboard in the output"
              + " folder."
              + DataOptions.RELATIVE)
  private @Nullable String tensorboard;

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
    ConfigSource source =
        ConfigSource.read(config.file(), config.overrides).with(InitFromOption.settings(initFrom));
    RunConfig run = RunConfig.read(source);
    if (resume != null && overwrite) {
      throw InvalidInputException.at("--resume", "--overwrite as well", "one of the two");
    }
    if (dryRun) {
      return Interruption.during(
          command.commandLine().getErr(), "nothing is trained", interruption -> plan(run));
    }
    return Interruption.during(
        command.commandLine().getErr(),
        EpochSaver.NO_MODEL,
        interruption -> train(source, run, interruption));
  }

  private int train(ConfigSource source, RunConfig run, Interruption interruption)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    try (JavaSparkContext context = master.start("kindling train " + config.file().fileName());
        FolderClaim claim = claim(context, run)) {
      if (tensorboard != null && !tensorboard.equals(IN_OUTPUT)) {
        OutputFolder.requireWritable(tensorboard, context.hadoopConfiguration());
      }
      TrainerBuilder builder =
          Trainer.on(context).data(run.data()).note(RecordedTraining.CONFIG, source.write());
      TrainedModel model = train(context, builder, source, run, claim, interruption);
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

  private FolderClaim claim(JavaSparkContext context, RunConfig run) throws IOException {
    Configuration hadoop = context.hadoopConfiguration();
    if (output != null) {
      InitFromOption.checkOutside(run, output, hadoop);
    }
    if (resume != null) {
      return FolderClaim.ofEarlier(
          output == null ? EarlierRuns.last(config.name(), hadoop) : new RunFolder(output, hadoop));
    }
    return output == null
        ? FolderClaim.ofFirstNew(EarlierRuns.path(config.name(), EarlierRuns.now()), hadoop)
        : FolderClaim.of(new RunFolder(output, hadoop), overwrite);
  }

  private TrainedModel train(
      JavaSparkContext context,
      TrainerBuilder builder,
      ConfigSource source,
      RunConfig run,
      FolderClaim claim,
      Interruption interruption)
      throws IOException {
    resume(builder, claim.run());
    StepBar bar = new StepBar(System.err);
    EpochSaver saver = new EpochSaver(claim.run());
    ReportWriter report = report(source, claim.run(), context.defaultParallelism());
    CheckpointWriter checkpoints =
        new CheckpointWriter(claim.run().checkpoints(), run.checkpoint());
    TensorBoardListener events =
        new TensorBoardListener(events(claim.run()), context.hadoopConfiguration());
    TrainingEndings endings =
        new TrainingEndings(bar, saver, report, events, checkpoints, claim, resuming(claim.run()));
    try (checkpoints;
        events;
        BackgroundListener reporting = new BackgroundListener("report", report);
        BackgroundListener telling = new BackgroundListener("TensorBoard's file", events)) {
      interruption.leaveWith(endings::interrupt);
      builder.listener(event -> printReport(event, claim.run()));
      listen(builder, run, context.defaultParallelism(), saver, bar);
      if (tensorboard != null) {
        builder.listener(telling);
      }
      builder.listener(master.waits());
      return builder.listener(checkpoints).listener(reporting).build(run.training()).train();
    } catch (InvalidInputException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) { // Spark throws checked ones that it does not declare
      throw new FailedException(FailedException.lineOf(e) + "; " + endings.left(), e);
    } finally {
      bar.close();
    }
  }

  private String events(RunFolder folder) {
    return tensorboard == null || tensorboard.equals(IN_OUTPUT) ? folder.events() : tensorboard;
  }

  private ReportWriter report(ConfigSource source, RunFolder folder, int cores) {
    ReportFolder report = folder.report();
    String name = new Path(folder.path()).getName();
    return new ReportWriter(new RunRecorder(name, source.write(), cores, before(report)), report);
  }

  /** What the report has to go on with; one that cannot be read begins anew. */
  private Optional<JsonNode> before(ReportFolder report) {
    if (resume == null) {
      return Optional.empty();
    }
    try {
      return report.find();
    } catch (InvalidInputException e) {
      command
          .commandLine()
          .getOut()
          .printf("Warning: the report begins anew: %s%n", e.getMessage());
      return Optional.empty();
    }
  }

  private CommandLine root() {
    CommandLine root = command.commandLine();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }

  private String resuming(RunFolder folder) {
    return ResumeHint.of(root().getParseResult().originalArgs(), folder.path());
  }

  private void resume(TrainerBuilder builder, RunFolder folder) throws IOException {
    if (resume == null) {
      return;
    }
    PrintWriter out = command.commandLine().getOut();
    Optional<CheckpointFolder.Found> found = folder.checkpoints().last();
    if (found.isEmpty()) {
      folder.requireNoModel();
      out.printf("No checkpoint in %s yet: training starts anew%n", folder.path());
      return;
    }
    found.get().skipped().forEach(damaged -> out.printf("Warning: %s%n", damaged));
    if (resume == Resume.force) {
      builder.resumeAnyway(found.get().state());
    } else {
      builder.resume(found.get().state());
    }
  }

  private void listen(
      TrainerBuilder builder, RunConfig run, int cores, EpochSaver saver, StepBar bar) {
    PrintWriter out = command.commandLine().getOut();
    bar.listenTo(builder); // before those that print, since it goes where a line comes
    builder
        .listener(event -> printColumns(event, run))
        .listener(new EpochLines(out))
        .listener(saver);
    if (profile) {
      builder.listener(new StepProfile(out, cores));
    }
  }

  private void printReport(TrainingEvent event, RunFolder folder) {
    if (event instanceof TrainingEvent.Started) {
      PrintWriter out = command.commandLine().getOut();
      out.printf("Report in %s, made anew as training goes on%n", folder.report().page());
      if (tensorboard != null) {
        out.printf("For TensorBoard: tensorboard --logdir %s%n", events(folder));
      }
      out.flush();
    }
  }

  private void printColumns(TrainingEvent event, RunConfig run) {
    if (event instanceof TrainingEvent.Started started) {
      Set<String> declared = run.data().columns().kinds().keySet();
      ColumnTable.print(started.plan(), declared, command.commandLine().getOut());
    }
  }
}
