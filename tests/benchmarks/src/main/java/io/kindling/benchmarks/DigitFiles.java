package io.kindling.benchmarks;

import io.kindling.partitioning.source.idx.IdxSource;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Images in IDX files: of random bytes, since speed does not look at them, or of MNIST. */
final class DigitFiles {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private DigitFiles() {}

  /** Writes {@code rows} images, as large as those of MNIST, and labels into {@code folder}. */
  static IdxSource write(Path folder, int rows) throws IOException {
    return write(folder, rows, SIDE, SIDE, CLASSES);
  }

  /** Writes images of {@code height} lines. */
  static IdxSource write(Path folder, int rows, int height, int width, int classes)
      throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path images = folder.resolve(rows + "-images");
    Path labels = folder.resolve(rows + "-labels");
    byte[] image = new byte[height * width];
    try (DataOutputStream x = open(images);
        DataOutputStream y = open(labels)) {
      for (int number : new int[] {0x803, rows, height, width}) {
        x.writeInt(number);
      }
      y.writeInt(0x801);
      y.writeInt(rows);
      for (int row = 0; row < rows; row++) {
        random.nextBytes(image);
        x.write(image);
        y.writeByte(random.nextInt(classes));
      }
    }
    return new IdxSource(images.toString(), labels.toString());
  }

  /** The files of MNIST in a folder, compressed; {@code name} is train or t10k. */
  static IdxSource read(Path folder, String name) {
    return new IdxSource(
        folder.resolve(name + "-images-idx3-ubyte.gz").toString(),
        folder.resolve(name + "-labels-idx1-ubyte.gz").toString());
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
