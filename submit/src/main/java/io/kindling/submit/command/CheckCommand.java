package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.onnx.check.OnnxRuntime;
import io.kindling.onnx.check.OnnxScorer;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.TrainedModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling check}. */
@Command(
    name = "check",
    description =
        "Compare the predictions of an ONNX file, by onnxruntime, with those of its model."
            + " Exit status: 0 the same, 1 not.",
    footer = "    kindling check people.onnx --model runs/people/model --data people.csv",
    mixinStandardHelpOptions = true)
public final class CheckCommand extends SparkCommand {
  @Parameters(
      index = "0",
      paramLabel = "MODEL.onnx",
      description = "A file that 'kindling export' made." + DataOptions.RELATIVE)
  private String file;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL_DIR",
      description = "The folder of the model that it was made from.")
  private String folder;

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description =
          "The largest difference that counts as none, relative to values above 1; 1e-5 by default.")
  private double tolerance = 1e-5;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows to compare, from the first on; all by default.")
  private long rows = Long.MAX_VALUE;

  @Mixin private final DataOptions data = new DataOptions();

  @Override
  public Integer call() throws IOException {
    OnnxRuntime.require();
    if (rows < 1) {
      throw InvalidInputException.at("--rows", Long.toString(rows), "at least 1");
    }
    return during("not all was compared", interruption -> check());
  }

  private int check() throws IOException {
    try (JavaSparkContext context = start()) {
      Configuration hadoop = context.hadoopConfiguration();
      TrainedModel model = ModelFiles.load(hadoop, folder);
      try (OnnxScorer onnx = new OnnxScorer(file, read(hadoop))) {
        OnnxCheck check = new OnnxCheck(model, onnx);
        check.compare(context, data.rows(), rows, this::seen);
        return tell(check);
      }
    }
  }

  private int tell(OnnxCheck check) {
    double largest = check.agreement().largest();
    String compared = Names.count(check.rows()) + " rows compared";
    if (!(largest <= tolerance)) {
      throw new FailedException(
          "%s: %s, found %s, a difference of %s, expected at most %s"
              .formatted(file, compared, check.agreement().place(), largest, tolerance));
    }
    println(
        "%s, largest difference %s%s",
        compared, largest, largest == 0 ? "" : ": " + check.agreement().place());
    return 0;
  }

  private byte[] read(Configuration hadoop) throws IOException {
    Path path = UserPath.of(file);
    try (InputStream in = UserPath.fileSystem(path, hadoop).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw InvalidInputException.at(file, "no such file", "one that 'kindling export' made");
    }
  }
}
