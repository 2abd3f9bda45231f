package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Fields;
import java.util.List;
import java.util.function.Function;

/**
 * A format whose files need no more than their path: {@code {format: NAME, path: …}}.
 *
 * @param source of a path
 */
record PathSettings(String name, String description, Function<String, RowSource> source)
    implements SourceFormat {
  @Override
  public List<String> settings() {
    return List.of("path");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return source.apply(paths.resolve(fields.required("path")));
  }
}
