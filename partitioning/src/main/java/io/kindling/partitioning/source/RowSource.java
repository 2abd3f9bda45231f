package io.kindling.partitioning.source;

import io.kindling.partitioning.column.FeatureColumns;
import org.apache.spark.api.java.JavaSparkContext;

/** Something that rows can be read from. */
public interface RowSource {
  /**
   * Looks at headers and lists files; reads no rows yet.
   *
   * @param declared how named columns are to be read; sources whose features have no names heed
   *     only what it says of missing numbers
   * @throws io.kindling.kernels.spec.InvalidInputException when there is nothing that can be read
   */
  SourceTable open(JavaSparkContext context, FeatureColumns declared);

  /** Looks at headers and lists files of features that are numbers, none of them missing. */
  default SourceTable open(JavaSparkContext context) {
    return open(context, FeatureColumns.NUMBERS);
  }
}
