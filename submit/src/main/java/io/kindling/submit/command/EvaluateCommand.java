package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.training.ModelEvaluation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling evaluate}. */
@Command(
    name = "evaluate",
    description = "Print loss and metrics of a model on labelled rows.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model's folder.")
  private String folder;

  @Mixin private final DataOptions data = new DataOptions();
  @Mixin private final MasterOption master = new MasterOption();

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    try (JavaSparkContext context = master.start("kindling evaluate")) {
      TrainedModel model = ModelFiles.load(context.hadoopConfiguration(), folder);
      ModelEvaluation.evaluate(context, model, data.labelled())
          .forEach(
              (name, value) -> out.println(String.format(Locale.ROOT, "%s %.6f", name, value)));
    }
    return 0;
  }
}
