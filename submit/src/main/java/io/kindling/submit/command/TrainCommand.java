package io.kindling.submit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointWriter;
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
import io.kindling.submit.output.RunFolder;
import io.kindling.submit.report.ReportFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling train}. */
@Command(
    name = "train",
    description = "Train the network that a config file declares.",
    footer = {
      "    kindling train people.yaml --output runs/people",
      "    kindling train people.yaml --set training.epochs=50 --set seed=2",
      "    kindling train people.yaml --output runs/people --resume",
      "    kindling train people.yaml --dry-run",
      "    kindling train people.yaml --mlflow=http://localhost:5000 --tensorboard"
    },
    mixinStandardHelpOptions = true)
public final class TrainCommand extends SparkCommand {
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
      paramLabel = "MODEL_DIR|FILE",
      description =
          "Start with the parameters of a model, and read rows as it does, or with those of a"
              + " state_dict of PyTorch in a safetensors file; training.init_from of the config."
              + DataOptions.RELATIVE)
  private @Nullable String initFrom;

  @Mixin private final TrackingOptions tracking = new TrackingOptions();

  @Option(
      names = "--profile",
      description = "Show where the time of the steps went, and what would help.")
  private boolean profile;

  @Option(
      names = "--dry-run",
      description =
          "Read and check config and data, print what would be trained, and train nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    ConfigSource source =
        ConfigSource.read(config.file(), config.overrides).with(InitFromOption.settings(initFrom));
    RunConfig run = RunConfig.read(source);
    if (resume != null && overwrite) {
      throw InvalidInputException.at("--resume", "--overwrite as well", "one of the two");
    }
    if (dryRun) {
      return during("nothing is trained", config.file(), interruption -> plan(run));
    }
    return during(
        EpochSaver.NO_MODEL, config.file(), interruption -> train(source, run, interruption));
  }

  private int train(ConfigSource source, RunConfig run, Interruption interruption)
      throws IOException {
    try (JavaSparkContext context = master.start("kindling train " + config.file().fileName());
        FolderClaim claim = claim(context, run)) {
      tracking.check(context.hadoopConfiguration(), System.getenv());
      // Spark's pages show it beside each job: links in them lead to Spark's own pages only.
      context.setJobGroup("report in " + claim.run().report().page(), "training");
      TrainerBuilder builder =
          Trainer.on(context).data(run.data()).note(RecordedTraining.CONFIG, source.write());
      TrainedModel model = train(context, builder, source, run, claim, interruption);
      println("Model in %s, SHA-256 %s", claim.run().model(), model.sha256());
      return 0;
    }
  }

  private int plan(RunConfig run) {
    try (JavaSparkContext context = master.start("kindling train " + config.file().fileName())) {
      TrainingPlan plan = Trainer.on(context).data(run.data()).build(run.training()).plan();
      PlanLines.print(plan, out());
      return 0;
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
    EpochSaver saver = new EpochSaver(claim.run(), line -> println("Warning: %s", line));
    ReportWriter report = report(source, claim.run(), context.defaultParallelism());
    CheckpointWriter checkpoints =
        new CheckpointWriter(claim.run().checkpoints(), run.checkpoint());
    Tracking tracked = tracking.start(claim.run(), config.name(), System.getenv());
    TrainingEndings endings =
        new TrainingEndings(bar, saver, report, tracked, checkpoints, claim, resuming(claim.run()));
    try (checkpoints;
        tracked;
        BackgroundListener reporting = new BackgroundListener("report", report)) {
      interruption.leaveWith(endings::interrupt);
      builder.listener(event -> printReport(event, claim.run(), tracked));
      listen(builder, run, context.defaultParallelism(), saver, bar);
      builder.listener(master.waits()).listener(checkpoints).listener(reporting);
      tracked.listenTo(builder); // what may have to be waited for comes last
      return builder.build(run.training()).train();
    } catch (InvalidInputException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) { // Spark throws checked ones that it does not declare
      throw new FailedException(FailedException.lineOf(e) + "; " + endings.left(), e);
    } finally {
      bar.close();
    }
  }

  private ReportWriter report(ConfigSource source, RunFolder folder, int cores) {
    ReportFolder report = folder.report();
    String name = new Path(folder.path()).getName();
    return new ReportWriter(new RunRecorder(name, source.write(), cores, before(report)), report);
  }

  /** What the report has to go on with; one that cannot be read begins anew. */
  private Optional<ObjectNode> before(ReportFolder report) {
    if (resume == null) {
      return Optional.empty();
    }
    try {
      return report.find();
    } catch (InvalidInputException e) {
      println("Warning: the report begins anew: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private CommandLine root() {
    CommandLine root = command().commandLine();
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
    Optional<CheckpointFolder.Found> found = folder.checkpoints().last();
    if (found.isEmpty()) {
      folder.requireNoModel();
      println("No checkpoint in %s yet: training starts anew", folder.path());
      return;
    }
    found.get().skipped().forEach(damaged -> println("Warning: %s", damaged));
    if (resume == Resume.force) {
      builder.resumeAnyway(found.get().state());
    } else {
      builder.resume(found.get().state());
    }
  }

  private void listen(
      TrainerBuilder builder, RunConfig run, int cores, EpochSaver saver, StepBar bar) {
    bar.listenTo(builder); // before those that print, since it goes where a line comes
    builder
        .listener(event -> printColumns(event, run))
        .listener(new EpochLines(out()))
        .listener(saver);
    if (profile) {
      builder.listener(new StepProfile(out(), cores));
    }
  }

  private void printReport(TrainingEvent event, RunFolder folder, Tracking tracked) {
    if (event instanceof TrainingEvent.Started) {
      println("Report in %s, made anew as training goes on", folder.report().page());
      tracked.lines().forEach(this::println);
    }
  }

  private void printColumns(TrainingEvent event, RunConfig run) {
    if (event instanceof TrainingEvent.Started started) {
      Set<String> declared = run.data().columns().kinds().keySet();
      ColumnTable.print(started.plan(), declared, out());
    }
  }
}
