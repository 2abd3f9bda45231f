package io.kindling.submit.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.config.SparkHadoop;
import io.kindling.submit.console.TextTable;
import io.kindling.submit.report.RunFolders;
import io.kindling.submit.report.page.Figures;
import io.kindling.submit.report.page.Outcome;
import io.kindling.submit.report.page.RunState;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling runs}. */
@Command(
    name = "runs",
    description =
        "List the trainings whose output folders lie in a folder, the newest last: how they ended,"
            + " their best epochs with what these reached, time, SHA-256. kindling report compares"
            + " some of them.",
    footer = {"    kindling runs", "    kindling runs hdfs:///models/runs --json"},
    mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {
  private static final int SHA256_SHOWN = 8;
  private static final Duration QUIET = Duration.ofSeconds(90);
  private static final List<String> KEPT =
      List.of("state", "updated", "seconds", "best_epoch", "kept_epoch", "settings", "sha256");

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "runs",
      description = "With the output folders; may be any Hadoop URI. By default ${DEFAULT-VALUE}.")
  private String folder;

  @Option(names = "--json", description = "As JSON, with all settings and metrics.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<RunFolders.Run> runs =
        RunFolders.in(
            folder,
            SparkHadoop.settings(),
            line -> command.commandLine().getErr().println("kindling: " + line));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(runs)));
    } else if (runs.isEmpty()) {
      out.println("No training has left a report in " + folder);
    } else {
      table(runs).lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static TextTable table(List<RunFolders.Run> runs) {
    TextTable table =
        new TextTable(2, "run", "state", "epochs", "best", "reached", "time", "SHA-256");
    for (RunFolders.Run run : runs) {
      String best = run.record().path("best_epoch").asText("–");
      String sha256 = run.record().path("sha256").asText("–");
      table.add(
          run.folder(),
          state(run.record()),
          Integer.toString(run.record().path("epochs").size()),
          best,
          Outcome.of(run.record())
              .headline()
              .map(figure -> figure.name() + " " + figure.value())
              .orElse("–"),
          Figures.span(Json.number(run.record().path("seconds"))),
          sha256.substring(0, Math.min(SHA256_SHOWN, sha256.length())));
    }
    return table;
  }

  /** Of a training that was killed the last news is that it runs. */
  private static String state(JsonNode record) {
    String state = record.path("state").asText();
    Duration quiet =
        Duration.between(Instant.parse(record.path("updated").asText()), Instant.now());
    return RunState.words(state)
        + (state.equals("running") && quiet.compareTo(QUIET) > 0
            ? ", no news for " + Figures.span(quiet.toMillis() / 1e3)
            : "");
  }

  private static ArrayNode tree(List<RunFolders.Run> runs) {
    ArrayNode tree = Json.MAPPER.createArrayNode();
    for (RunFolders.Run run : runs) {
      ObjectNode node = tree.addObject().put("run", run.folder());
      KEPT.stream().filter(run.record()::has).forEach(key -> node.set(key, run.record().path(key)));
      node.put("epochs", run.record().path("epochs").size());
      int best = run.record().path("best_epoch").asInt(0);
      node.set("best", run.record().path("epochs").path(best - 1));
    }
    return tree;
  }
}
