package io.kindling.partitioning.source.json;

import io.kindling.kernels.spec.Fields;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: json, path: …}}. */
public final class JsonSettings implements SourceFormat {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public String description() {
    return "an object of JSON in each line, whose keys are the columns";
  }

  @Override
  public List<String> settings() {
    return List.of("path");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new JsonSource(paths.resolve(fields.required("path")));
  }
}
