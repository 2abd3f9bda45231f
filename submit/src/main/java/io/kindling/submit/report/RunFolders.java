package io.kindling.submit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The trainings whose output folders lie in one folder. */
public final class RunFolders {
  private static final String EXPECTED = "a folder with output folders of trainings";

  /** What a list of trainings shows: of many that are long, the rest would fill the memory. */
  private static final List<String> LISTED =
      List.of(
          "state",
          "failure",
          "updated",
          "seconds",
          "epochs",
          "best_epoch",
          "kept_epoch",
          "settings",
          "monitor",
          "metrics",
          "sha256");

  private RunFolders() {}

  /**
   * A training.
   *
   * @param folder its name
   * @param record what a list shows of that of its report; of its epochs, the best alone is whole
   */
  public record Run(String folder, JsonNode record) {}

  /**
   * Those that have a report of a training, as that was last written: the newest comes last.
   *
   * @param damage takes a line for each whose record cannot be read: it is left out
   * @throws InvalidInputException when there is no such folder
   */
  public static List<Run> in(String path, Configuration hadoop, Consumer<String> damage) {
    List<Run> runs = new ArrayList<>();
    Path place = UserPath.of(path);
    try {
      FileSystem system = UserPath.fileSystem(place, hadoop);
      if (!system.getFileStatus(place).isDirectory()) {
        throw InvalidInputException.at(path, "a file", EXPECTED);
      }
      for (FileStatus status : system.listStatus(place)) {
        if (status.isDirectory()) {
          String name = status.getPath().getName();
          try {
            listed(path + "/" + name, hadoop).ifPresent(it -> runs.add(new Run(name, it)));
          } catch (InvalidInputException e) {
            damage.accept(e.getMessage() + "; it is left out of the list");
          }
        }
      }
    } catch (FileNotFoundException e) {
      throw InvalidInputException.at(path, "no such folder", EXPECTED);
    } catch (IOException e) {
      throw InvalidInputException.at(
          path, String.valueOf(e.getMessage()), "a folder that can be read");
    }
    runs.sort(
        Comparator.comparing((Run run) -> run.record().path("updated").asText())
            .thenComparing(Run::folder));
    return runs;
  }

  private static Optional<ObjectNode> listed(String folder, Configuration hadoop) {
    ReportFolder report = new ReportFolder(folder, hadoop);
    Optional<ObjectNode> found =
        report.find().filter(record -> record.path("kind").asText().equals("run"));
    found.ifPresent(
        record -> {
          checkTime(report, record.path("updated").asText());
          record.retain(LISTED);
          ArrayNode epochs = record.withArray("epochs");
          int best = record.path("best_epoch").asInt(0);
          for (int i = 0; i < epochs.size(); i++) {
            if (i != best - 1) {
              epochs.set(i, NullNode.instance);
            }
          }
        });
    return found;
  }

  private static void checkTime(ReportFolder report, String updated) {
    try {
      Instant.parse(updated);
    } catch (DateTimeParseException e) {
      throw InvalidInputException.at(
          report.record(), "'updated' '%s'".formatted(Names.shortened(updated)), "a time");
    }
  }
}
