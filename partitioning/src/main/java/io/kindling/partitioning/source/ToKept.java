package io.kindling.partitioning.source;

import io.kindling.partitioning.column.Origins;
import org.apache.spark.api.java.function.Function;

/** Gives the features of a row as they are kept. */
final class ToKept implements Function<SourceRow, float[]> {
  private static final long serialVersionUID = 1L;

  private final Origins origins;

  ToKept(Origins origins) {
    this.origins = origins;
  }

  @Override
  public float[] call(SourceRow row) {
    float[] kept = new float[row.width()];
    origins.toFloats(row.features(), kept, 0);
    return kept;
  }
}
