package io.kindling.partitioning.source.images;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;
import java.util.Optional;

/** {@code {format: images, path: …, height: …, width: …}}; the size may be left out. */
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
    String path = paths.resolve(fields.required("path"));
    Optional<Setting> channels = fields.optional("channels");
    boolean sized =
        channels.isPresent()
            || fields.optional("height").isPresent()
            || fields.optional("width").isPresent();
    return sized
        ? new ImageSource(
            path,
            fields.required("height").wholeNumber(),
            fields.required("width").wholeNumber(),
            channels.map(Setting::wholeNumber).orElse(3))
        : new SeenImages(path);
  }
}
