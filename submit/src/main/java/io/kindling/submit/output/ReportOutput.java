package io.kindling.submit.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.submit.report.ReportFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The folder of a report that belongs to no training's output; made when it is written. */
public final class ReportOutput {
  private final ReportFolder folder;

  private ReportOutput(ReportFolder folder) {
    this.folder = folder;
  }

  /**
   * The folder that a user named, or a new one.
   *
   * @param output what the user named, if anything
   * @param name with which a new folder in {@code runs} begins
   * @throws InvalidInputException when nothing can be written there; nothing is left behind
   */
  public static ReportOutput at(@Nullable String output, String name, Configuration hadoop)
      throws IOException {
    String place = output == null ? EarlierRuns.path(name, EarlierRuns.now()) : output;
    Path path = UserPath.of(place);
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      OutputFolder made = OutputFolder.make(system, path);
      Path draft = OutputFiles.draft(new Path(system.makeQualified(path), ReportFolder.PAGE));
      try {
        OutputFiles.write(system, draft, out -> {});
        system.delete(draft, false);
      } catch (WriteException e) {
        throw e.getCause() instanceof IOException reason
            ? OutputFolder.unwritable(system.makeQualified(path), reason)
            : e;
      } finally {
        made.removeIfEmpty();
      }
    }
    return new ReportOutput(new ReportFolder(place, hadoop));
  }

  /** Writes the report; one that is there is replaced. */
  public void write(JsonNode record) {
    folder.write(record);
  }

  /** Where its page is, for people. */
  @Override
  public String toString() {
    return folder.page();
  }
}
