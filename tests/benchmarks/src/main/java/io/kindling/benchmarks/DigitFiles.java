package io.kindling.benchmarks;

import io.kindling.partitioning.format.idx.IdxSource;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Images of random bytes in IDX files, as large as those of MNIST: speed does not look at them. */
final class DigitFiles {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private DigitFiles() {}

  /** Writes {@code rows} images and labels into {@code folder}. */
  static IdxSource write(Path folder, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path images = folder.resolve(rows + "-images");
    Path labels = folder.resolve(rows + "-labels");
    byte[] image = new byte[SIDE * SIDE];
    try (DataOutputStream x = open(images);
        DataOutputStream y = open(labels)) {
      for (int number : new int[] {0x803, rows, SIDE, SIDE}) {
        x.writeInt(number);
      }
      y.writeInt(0x801);
      y.writeInt(rows);
      for (int row = 0; row < rows; row++) {
        random.nextBytes(image);
        x.write(image);
        y.writeByte(random.nextInt(CLASSES));
      }
    }
    return new IdxSource(images.toString(), labels.toString());
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
