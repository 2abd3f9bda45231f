package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.Fields;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: parquet, path: …}}. */
public final class ParquetSettings implements SourceFormat {
  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public String description() {
    return "files of Apache Parquet";
  }

  @Override
  public List<String> settings() {
    return List.of("path");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new ParquetSource(paths.resolve(fields.required("path")));
  }
}
