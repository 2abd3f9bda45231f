package io.kindling.partitioning.source.images;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;

/** {@code {format: images, path: …}}. */
public final class ImageSettings implements SourceFormat {
  @Override
  public String name() {
    return "images";
  }

  @Override
  public String description() {
    return "PNG and JPEG files, whose folders are their labels";
  }

  @Override
  public List<String> settings() {
    return List.of("path", "height", "width", "channels");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new ImageSource(
        paths.resolve(fields.required("path")),
        fields.required("height").wholeNumber(),
        fields.required("width").wholeNumber(),
        fields.optional("channels").map(Setting::wholeNumber).orElse(3));
  }
}
