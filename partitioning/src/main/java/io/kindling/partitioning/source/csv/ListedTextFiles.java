package io.kindling.partitioning.source.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.StringUtils;

/**
 * The lines of exactly the files that were listed. Hadoop's own listing would take their names for
 * globs, cut them at commas and leave out hidden ones. Public, since Hadoop makes it.
 */
public final class ListedTextFiles extends TextInputFormat {
  private static final String FILES = "kindling.input.files";

  static Configuration configure(Configuration hadoop, List<FileStatus> files) {
    Configuration configuration = new Configuration(hadoop);
    configuration.set(
        FILES,
        files.stream()
            .map(file -> StringUtils.escapeString(file.getPath().toString()))
            .collect(Collectors.joining(",")));
    return configuration;
  }

  @Override
  public RecordReader<LongWritable, Text> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new ListedTextReader();
  }

  @Override
  protected List<FileStatus> listStatus(JobContext job) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (String name : StringUtils.split(job.getConfiguration().getRaw(FILES))) {
      Path path = new Path(StringUtils.unEscapeString(name));
      files.add(path.getFileSystem(job.getConfiguration()).getFileStatus(path));
    }
    return files;
  }
}
