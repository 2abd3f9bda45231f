package io.kindling.submit.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.config.SparkHadoop;
import io.kindling.submit.output.ReportOutput;
import io.kindling.submit.report.ComparedRuns;
import io.kindling.submit.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling report}. */
@Command(
    name = "report",
    description =
        "Make the report of a training again from its output folder, or of several a comparison:"
            + " their curves, what differs, sorted by result.",
    footer = {
      "    kindling report runs/people",
      "    kindling report runs/people runs/people-deeper --output runs/compared"
    },
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Output folders of trainings; may be any Hadoop URI.")
  private List<String> runs;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the report goes; by default the training's folder, or of several"
              + " runs/report-TIME."
              + DataOptions.RELATIVE)
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = SparkHadoop.settings();
    PrintWriter out = command.commandLine().getOut();
    List<JsonNode> records = new ArrayList<>();
    for (String run : runs) {
      records.add(new ReportFolder(run, hadoop).read());
    }
    if (records.size() == 1) {
      ReportOutput place = ReportOutput.at(output == null ? runs.get(0) : output, "report", hadoop);
      place.write(records.get(0));
      out.printf("Report in %s%n", place);
    } else {
      ReportOutput place = ReportOutput.at(output, "report", hadoop);
      place.write(ComparedRuns.of("%s trainings compared".formatted(runs.size()), named(records)));
      out.printf("Report in %s%n", place);
    }
    out.flush();
    return 0;
  }

  /** The trainings by the folders that a person named them by. */
  private List<ObjectNode> named(List<JsonNode> records) {
    List<ObjectNode> named = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (!records.get(i).path("kind").asText().equals("run")) {
        throw InvalidInputException.at(
            runs.get(i),
            "the report of a " + records.get(i).path("kind").asText(),
            "the output folder of a training, to compare it with others");
      }
      ObjectNode run = records.get(i).deepCopy();
      run.put("label", new Path(runs.get(i)).getName());
      named.add(run);
    }
    return named;
  }
}
