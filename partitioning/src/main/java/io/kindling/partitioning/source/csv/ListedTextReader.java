package io.kindling.partitioning.source.csv;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.ReadProblem;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.jspecify.annotations.Nullable;

/**
 * Lines with their offsets. A file that cannot be opened fails at its first line instead, where
 * {@link CsvReader} can make an error line of it.
 */
final class ListedTextReader extends LineRecordReader {
  private @Nullable IOException notOpened;

  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
    try {
      super.initialize(split, withoutChecksums((FileSplit) split, context));
    } catch (IOException e) {
      if (ReadProblem.lasting(e) == null) {
        throw e;
      }
      notOpened = e;
    }
  }

  /** Hadoop looks for the checksums of a local file where it cannot if its name has a colon. */
  private static TaskAttemptContext withoutChecksums(FileSplit split, TaskAttemptContext context) {
    if (!InputFiles.hasColon(split.getPath())) {
      return context;
    }
    Configuration configuration = new Configuration(context.getConfiguration());
    configuration.setClass("fs.file.impl", RawLocalFileSystem.class, RawLocalFileSystem.class);
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    return new TaskAttemptContextImpl(configuration, context.getTaskAttemptID());
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    if (notOpened != null) {
      throw notOpened;
    }
    return super.nextKeyValue();
  }
}
