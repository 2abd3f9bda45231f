package io.kindling.partitioning.source.images;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.predictor.table.UnreadableRowException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the image of a file. Its size is looked at before room is made for it: a file of a hundred
 * bytes may say that it is one of a billion pixels.
 */
final class ImageDecoder {
  private static final int LONGEST = (1 << 16) - 1; // of a side; as JPEG has it
  private static final long MOST_PIXELS = 1L << 26; // 8192×8192

  // Rows of one bit a pixel, all alike, become a byte for 8 times 1,032 pixels in PNG; no other
  // format packs more.
  private static final long MOST_PIXELS_FOR_BYTE = 8 * 1032;
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
      image = decode(file, bytes);
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

  /** The image; null if there is none in a format that Java decodes. */
  private static @Nullable BufferedImage decode(ImageFile file, byte[] bytes)
      throws IOException, UnreadableRowException {
    var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      return null;
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      long most = Math.min(MOST_PIXELS, MOST_PIXELS_FOR_BYTE * bytes.length);
      if (Math.max(height, width) > LONGEST || height * width > most) {
        throw new UnreadableRowException(
            file.number(),
            "an image of %s×%s pixels in %s bytes".formatted(height, width, bytes.length),
            "at most %s a side, and %s in so many bytes".formatted(LONGEST, most));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
