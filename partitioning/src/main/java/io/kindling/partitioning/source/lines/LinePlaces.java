package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tells the lines of rows: {@code train.csv:17}. */
final class LinePlaces implements RawTable.Places {
  private final Configuration configuration;

  LinePlaces(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public String place(String unit, long start, long position) {
    Path path = new Path(unit);
    String name = UserPath.shown(path);
    if (position == BadRow.WHOLE_UNIT) {
      return name;
    }
    return name + ":" + (linesBefore(path, start) + position + 1);
  }

  /** Packed files start at 0 only, so that bytes are those of the file. */
  private long linesBefore(Path path, long start) {
    if (start == 0) {
      return 0;
    }
    try (InputStream in = InputFiles.fileSystem(configuration, path).open(path)) {
      return LineBreaks.count(in, start);
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(UserPath.shown(path), e);
    }
  }
}
