package io.kindling.partitioning.source.libsvm;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: libsvm, path: …}}. */
public final class LibsvmSettings implements SourceFormat {
  @Override
  public String name() {
    return "libsvm";
  }

  @Override
  public String description() {
    return "sparse rows as lines of: label index:value …";
  }

  @Override
  public List<String> settings() {
    return List.of("path", "features", "first_index");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new LibsvmSource(
        paths.resolve(fields.required("path")),
        fields.optional("features").map(Setting::wholeNumber),
        fields.optional("first_index").map(Setting::wholeNumber).orElse(1));
  }
}
