package io.kindling.submit.output;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The output folders that trainings made which were not told where to write. */
public final class EarlierRuns {
  private static final String TIME = "-[0-9]{8}-[0-9]{6}(-[0-9]+)?";

  private EarlierRuns() {}

  /** The time as the names of folders have it. */
  public static String now() {
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
        .format(LocalDateTime.now(ZoneId.systemDefault()));
  }

  /** The folder of a training that starts at {@code time}. */
  public static String path(String name, String time) {
    return "runs/%s-%s".formatted(name, time);
  }

  /**
   * The last folder of trainings by the config file of this name that can go on: with checkpoints,
   * or without a model yet.
   *
   * @throws InvalidInputException when there is none
   */
  public static RunFolder last(String name, Configuration hadoop) throws IOException {
    Path runs = UserPath.of("runs");
    Pattern names = Pattern.compile(Pattern.quote(name) + TIME);
    List<FileStatus> found = new ArrayList<>();
    try {
      for (FileStatus folder : UserPath.fileSystem(runs, hadoop).listStatus(runs)) {
        if (names.matcher(folder.getPath().getName()).matches()) {
          found.add(folder);
        }
      }
    } catch (FileNotFoundException e) {
      throw none(name);
    }
    found.sort(Comparator.comparing((FileStatus folder) -> folder.getPath().getName()).reversed());
    for (FileStatus folder : found) {
      RunFolder run = new RunFolder("runs/" + folder.getPath().getName(), hadoop);
      if (!run.checkpoints().isEmpty() || !run.holdsModel()) {
        return run;
      }
    }
    throw none(name);
  }

  private static InvalidInputException none(String name) {
    return InvalidInputException.at(
        "--resume",
        "no training to go on with in runs/%s-*".formatted(name),
        "one, or --output with its folder");
  }
}
