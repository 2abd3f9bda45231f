package io.kindling.submit.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.report.ReportFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
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
    OutputFolder.requireWritable(place, hadoop);
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
