package io.kindling.partitioning.source.idx;

import io.kindling.kernels.spec.Fields;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: idx, features: …, labels: …}}. */
public final class IdxSettings implements SourceFormat {
  @Override
  public String name() {
    return "idx";
  }

  @Override
  public String description() {
    return "a file of images or vectors of bytes, and one of labels, as of MNIST";
  }

  @Override
  public List<String> settings() {
    return List.of("features", "labels");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new IdxSource(
        paths.resolve(fields.required("features")),
        fields.optional("labels").map(paths::resolve).orElse(null));
  }
}
