package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.OutputFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.onnx.OnnxInput;
import io.kindling.onnx.OnnxModel;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.FileContent;
import io.kindling.predictor.model.StateDict;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.SparkHadoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling export}. */
@Command(
    name = "export",
    description =
        "Write a model for others: as an ONNX file, which takes the raw columns of rows and gives"
            + " predictions, or its parameters as PyTorch names them, as safetensors.",
    footer = {
      "    kindling export runs/people/model --output people.onnx",
      "    kindling export runs/people/model --format safetensors --output p.st"
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "The model's folder.")
  private String folder;

  @Option(
      names = "--format",
      paramLabel = "onnx|safetensors",
      description = "What the file is; ONNX by default.")
  private ExportFormat format = ExportFormat.ONNX;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "A new file." + DataOptions.RELATIVE)
  private String output;

  /** What models are written as. */
  enum ExportFormat {
    ONNX,
    SAFETENSORS
  }

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = SparkHadoop.settings();
    TrainedModel model = ModelFiles.load(hadoop, folder);
    PrintWriter out = command.commandLine().getOut();
    switch (format) {
      case ONNX -> exportGraph(model, hadoop, out);
      case SAFETENSORS -> {
        write(hadoop, file -> StateDict.write(model, file));
        out.printf("Parameters in %s%n", output);
      }
    }
    out.flush();
    return 0;
  }

  private void exportGraph(TrainedModel model, Configuration hadoop, PrintWriter out)
      throws IOException {
    OnnxModel onnx = OnnxCheck.graphOf(model);
    write(hadoop, onnx::writeTo);
    onnx.notes().forEach(note -> out.println("Note: " + note));
    out.printf(
        "%s takes %s and gives %s%n",
        output, inputs(onnx.inputs()), String.join(" and ", onnx.outputs()));
  }

  private static String inputs(List<OnnxInput> inputs) {
    return inputs.size() == 1
        ? inputs.get(0).name()
        : "%s columns by their names".formatted(inputs.size());
  }

  private void write(Configuration hadoop, FileContent content) throws IOException {
    Path file = UserPath.of(output);
    try (FileSystem system = OutputFiles.open(file, hadoop)) {
      if (system.exists(file)) {
        throw InvalidInputException.at(output, "something already there", "a new file");
      }
      OutputFiles.replace(system, file, content);
    }
  }
}
