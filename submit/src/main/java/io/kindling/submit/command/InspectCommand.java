package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.TrainedModel;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSummary;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.console.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling inspect}. */
@Command(
    name = "inspect",
    description = "Show the network of a config file or a model as a table.",
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

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

  @Mixin private final MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = command.commandLine().getErr();
    return Interruption.during(err, "not all is shown", interruption -> inspect());
  }

  private int inspect() {
    PrintWriter out = command.commandLine().getOut();
    ConfigFile file = ConfigFile.of(what);
    if (file.isFile()) {
      RunConfig run = RunConfig.read(file, overrides);
      try (JavaSparkContext context = master.start("kindling inspect")) {
        ModelSpec spec = run.model(context);
        show(spec, run.training().batchSize(), run.training().shards(), out);
      } catch (InvalidInputException e) {
        throw e.declaredIn(file.toString());
      }
      return 0;
    }
    try (JavaSparkContext context = master.start("kindling inspect")) {
      TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), what);
      show(model.spec(), 1, 1, out);
      model.provenance().values().forEach((name, value) -> out.printf("%s: %s%n", name, value));
      out.printf("SHA-256 %s%n", model.sha256());
    }
    return 0;
  }

  private static void show(ModelSpec spec, int batchSize, int shards, PrintWriter out) {
    NetworkSummary summary = NetworkSummary.of(spec);
    TextTable table =
        new TextTable(3, "layer", "kind", "output", "parameters", "FLOPs/row", "bytes/row");
    table.add("input", "", spec.input().toString(), "", "", bytes(spec.input().size()));
    for (NetworkSummary.Line line : summary.lines()) {
      table.add(
          line.name(),
          line.kind(),
          line.output().toString(),
          number(line.parameters()),
          number(line.flops()),
          bytes(line.values()));
    }
    long values = summary.values() + spec.input().size();
    table.add(
        "total", "", "", number(summary.parameters()), number(summary.flops()), bytes(values));
    table.lines().forEach(out::println);
    out.printf("loss: %s%n", Loss.CATALOGUE.write(spec.loss()));
    if (batchSize > 1) {
      long rows = ((long) batchSize + shards - 1) / shards;
      out.printf(
          Locale.ROOT,
          "a step of %,d rows in %,d shards: about %,d FLOPs forward and backward, and %,d bytes of"
              + " buffers for each core, besides %,d for a gradient%n",
          batchSize,
          shards,
          3 * summary.flops() * batchSize,
          Float.BYTES * values * rows,
          Float.BYTES * summary.parameters());
    }
    out.flush();
  }

  private static String bytes(long values) {
    return number(Float.BYTES * values);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
