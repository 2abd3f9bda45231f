package io.kindling.partitioning.testing;

import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.column.FeatureColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Writes CSV files and opens them. */
public final class CsvFiles {
  /** The setting that says how many bytes are read in one go at most. */
  public static final String SPLIT_BYTES = "mapreduce.input.fileinputformat.split.maxsize";

  private CsvFiles() {}

  /** Writes lines, each with its end, and gives the path. */
  public static String write(Path folder, String name, String... lines) {
    return writeText(folder, name, String.join("\n", lines) + "\n");
  }

  /** Writes text as it is and gives the path. */
  public static String writeText(Path folder, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return IdxWriter.write(folder, name, name.endsWith(".gz") ? IdxWriter.gzip(bytes) : bytes);
  }

  /** Reads a source whose files are read in splits of at most {@code bytes}. */
  public static ReadTable readInSplits(
      JavaSparkContext context, RowSource source, FeatureColumns columns, int bytes) {
    Configuration configuration = context.hadoopConfiguration();
    configuration.setInt(SPLIT_BYTES, bytes);
    try {
      return TableReader.read(context, source, columns, Use.LABELLED);
    } finally {
      configuration.unset(SPLIT_BYTES);
    }
  }
}
