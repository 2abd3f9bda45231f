package io.kindling.partitioning.source.images;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.table.UnreadableRowException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads the image of a file. */
final class ImageDecoder {
  private static final String EXPECTED = "an image of PNG, JPEG, GIF or BMP";

  private ImageDecoder() {}

  static BufferedImage decode(Configuration configuration, ImageFile file)
      throws UnreadableRowException {
    byte[] bytes;
    try (InputStream in = InputFiles.open(configuration, new Path(file.path()))) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      String found = ReadProblem.lasting(e);
      if (found == null) {
        throw new UncheckedIOException(file.path(), e);
      }
      throw new UnreadableRowException(file.number(), found, ReadProblem.expected(e));
    }
    @Nullable BufferedImage image;
    try {
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) { // what a decoder throws for damaged data
      throw new UnreadableRowException(
          file.number(),
          "an image that cannot be decoded (%s)".formatted(ReadProblem.describe(e)),
          EXPECTED);
    }
    if (image == null) {
      throw new UnreadableRowException(
          file.number(), bytes.length == 0 ? "an empty file" : "no image", EXPECTED);
    }
    return image;
  }
}
