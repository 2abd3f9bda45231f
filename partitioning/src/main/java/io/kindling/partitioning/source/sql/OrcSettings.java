package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.Fields;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: orc, path: …}}. */
public final class OrcSettings implements SourceFormat {
  @Override
  public String name() {
    return "orc";
  }

  @Override
  public String description() {
    return "files of Apache ORC";
  }

  @Override
  public List<String> settings() {
    return List.of("path");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new OrcSource(paths.resolve(fields.required("path")));
  }
}
