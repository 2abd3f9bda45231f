package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.images.ImageSource;
import io.kindling.predictor.table.CellRules;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;

/** Folders of images; those of PNG keep the checksums of their chunks. */
record ImageFiles(JavaSparkContext context) implements Format {
  private static final int SIGNATURE = 8;
  private static final int AROUND = 12; // length, type and checksum of a chunk

  @Override
  public String name() {
    return "images";
  }

  @Override
  public List<Input> seeds() {
    List<Input> seeds = new ArrayList<>();
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      seeds.add(seed(format, BufferedImage.TYPE_INT_RGB));
      seeds.add(seed(format, BufferedImage.TYPE_BYTE_GRAY));
    }
    seeds.add(seed("png", BufferedImage.TYPE_INT_ARGB));
    seeds.add(seed("png", BufferedImage.TYPE_BYTE_INDEXED));
    return List.copyOf(seeds);
  }

  private static Input seed(String format, int type) {
    return Input.of("label/image." + format, encoded(format, type));
  }

  /** A small image. */
  static byte[] encoded(String format, int type) {
    BufferedImage image = new BufferedImage(9, 7, type);
    for (int i = 0; i < 63; i++) {
      image.setRGB(i % 9, i / 9, 0xff000000 | i * 0x40503);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String name = seed.names().get(0);
    byte[] bytes = seed.file(name);
    return Input.of(
        name,
        switch (name.substring(name.length() - 3)) {
          case "png" -> png(bytes, mutator);
          case "bmp" -> mutator.inside(bytes, 14, mutator.chance(2) ? 54 : bytes.length);
          case "gif" -> mutator.inside(bytes, 6, bytes.length - 1);
          default -> mutator.inside(bytes, 20, bytes.length - 2);
        });
  }

  private static byte[] png(byte[] bytes, Mutator mutator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, SIGNATURE);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int changed = mutator.below(2); // of the chunks: the header, or one behind it
    for (int at = SIGNATURE, number = 0; at < bytes.length; number++) {
      int length = in.getInt(at);
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      byte[] data = new byte[length];
      in.get(at + 8, data);
      if (number == changed || (number > 1 && mutator.chance(3))) {
        data = change(type, data, mutator);
        write(out, mutator.chance(12) ? "zTXt" : type, data);
      } else {
        write(out, type, data);
      }
      at += AROUND + length;
    }
    return out.toByteArray();
  }

  private static byte[] change(String type, byte[] data, Mutator mutator) {
    if (type.equals("IHDR")) {
      // Width and height are four bytes each, then single ones: depth, colours, methods.
      byte[] changed = mutator.inside(data, 0, mutator.chance(2) ? 8 : data.length);
      if (mutator.chance(3)) {
        ByteBuffer.wrap(changed).putInt(0, mutator.extreme()).putInt(4, mutator.extreme());
      }
      return changed;
    }
    if (type.equals("IDAT")) {
      byte[] pixels = Packing.inflate(data);
      return Packing.deflate(mutator.bytes(pixels, pixels));
    }
    return mutator.bytes(data, data);
  }

  private static void write(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Override
  public Optional<String> read(Path folder) {
    return RowReading.all(context, new ImageSource(folder.toString(), 4, 4), CellRules.NONE);
  }
}
