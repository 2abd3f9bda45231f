package io.kindling.partitioning.source;

import org.apache.spark.api.java.JavaSparkContext;

/** Something that rows can be read from. */
public interface RowSource {
  /**
   * Looks at headers and lists files; reads no rows yet.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when there is nothing that can be read
   */
  SourceTable open(JavaSparkContext context);
}
