package io.kindling.benchmarks.peer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Rows of bytes, scaled to [0, 1], with the number of a class.
 *
 * @param features (labels.length, inputs)
 * @param labels from 0
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record Rows(float[] features, long[] labels) {
  private static final int BYTE = 255;

  /** Those that a task trains on. */
  public static Rows toTrainOn(Task task) throws IOException {
    return task.digits().isPresent() ? read(task.digits().get(), "train") : random(task);
  }

  /** Those on which a task is judged: MNIST's test images. */
  public static Rows toValidate(Path digits) throws IOException {
    return read(digits, "t10k");
  }

  private static Rows random(Task task) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[task.rows() * task.inputs()];
    random.nextBytes(bytes);
    long[] labels = random.longs(task.rows(), 0, Math.max(2, task.outputs())).toArray();
    return new Rows(scaled(bytes), labels);
  }

  private static Rows read(Path digits, String name) throws IOException {
    byte[] images = content(digits.resolve(name + "-images-idx3-ubyte.gz"), 3);
    byte[] bytes = content(digits.resolve(name + "-labels-idx1-ubyte.gz"), 1);
    long[] labels = new long[bytes.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes[i];
    }
    return new Rows(scaled(images), labels);
  }

  /** The bytes of an IDX file behind its magic number and its sizes. */
  private static byte[] content(Path file, int dimensions) throws IOException {
    try (DataInputStream input =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      input.skipNBytes((1 + dimensions) * (long) Integer.BYTES);
      return input.readAllBytes();
    }
  }

  private static float[] scaled(byte[] bytes) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & BYTE) / (float) BYTE;
    }
    return values;
  }
}
