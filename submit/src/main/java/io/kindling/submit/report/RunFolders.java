package io.kindling.submit.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The trainings whose output folders lie in one folder. */
public final class RunFolders {
  private static final String EXPECTED = "a folder with output folders of trainings";

  private RunFolders() {}

  /**
   * A training.
   *
   * @param folder its name
   * @param record of its report
   */
  public record Run(String folder, JsonNode record) {}

  /**
   * Those that have a report of a training, as that was last written: the newest comes last.
   *
   * @throws InvalidInputException when there is no such folder, or a record cannot be read
   */
  public static List<Run> in(String path, Configuration hadoop) {
    List<Run> runs = new ArrayList<>();
    Path place = UserPath.of(path);
    try {
      FileSystem system = UserPath.fileSystem(place, hadoop);
      if (!system.getFileStatus(place).isDirectory()) {
        throw InvalidInputException.at(path, "a file", EXPECTED);
      }
      for (FileStatus status : system.listStatus(place)) {
        String name = status.getPath().getName();
        Optional<JsonNode> record =
            status.isDirectory()
                ? new ReportFolder(path + "/" + name, hadoop).find()
                : Optional.empty();
        record
            .filter(it -> it.path("kind").asText().equals("run"))
            .ifPresent(it -> runs.add(new Run(name, it)));
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
}
