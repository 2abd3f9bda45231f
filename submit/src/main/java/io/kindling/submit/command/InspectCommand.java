package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.NetworkTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling inspect}. */
@Command(
    name = "inspect",
    description = "Show the network of a config file or a model as a table.",
    footer = {"    kindling inspect people.yaml", "    kindling inspect runs/people/model"},
    mixinStandardHelpOptions = true)
public final class InspectCommand extends SparkCommand {
  @Parameters(
      index = "0",
      paramLabel = "CONFIG.yaml|MODEL_DIR",
      description = "A config file, or a model's folder; may be any Hadoop URI.")
  private String what;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description = "Replace a setting of the config file; may be given several times.")
  private final Map<String, String> overrides = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    return during("not all is shown", interruption -> inspect());
  }

  private int inspect() {
    PrintWriter out = out();
    ConfigFile file = ConfigFile.of(what);
    if (file.isFile()) {
      RunConfig run = RunConfig.read(file, overrides);
      try (JavaSparkContext context = start()) {
        RunConfig.Sized sized = run.sized(context);
        NetworkTable.print(sized.model(), out);
        NetworkTable.printStep(sized.model(), sized.batching(), out);
      } catch (InvalidInputException e) {
        throw e.declaredIn(file.toString());
      }
      return 0;
    }
    try (JavaSparkContext context = start()) {
      TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), what);
      NetworkTable.print(model.spec(), out);
      model
          .provenance()
          .values()
          .forEach((name, value) -> out.printf("%s: %s%n", name, shown(name, value)));
      out.printf("SHA-256 %s%n", model.sha256());
    }
    return 0;
  }

  /** A config is many lines, and the manifest has them. */
  private static Object shown(String name, Object value) {
    return name.equals(RecordedTraining.CONFIG) && value instanceof Map<?, ?> config
        ? String.valueOf(config.get(ConfigSource.FILE))
        : value;
  }
}
