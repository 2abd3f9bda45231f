package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows of Parquet files, in the order of the files' paths, whatever their number and how Spark
 * splits them. Numbers stay numbers; booleans, texts, dates and times become texts, times in UTC as
 * ISO 8601 has them; arrays of numbers and MLlib's vectors become vectors, binary values and arrays
 * of {@code tinyint} unsigned bytes, all as long as in the first row. Columns of anything else have
 * to be skipped. Skipped columns are not read from the files.
 *
 * @param path a file, a folder of files or a glob; folders such as {@code year=2025} within it are
 *     columns
 */
public record ParquetSource(String path) implements RowSource {
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return new SqlFiles(context, path, FileKind.PARQUET).open(rules);
  }
}
