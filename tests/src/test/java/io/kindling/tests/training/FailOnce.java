package io.kindling.tests.training;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A layer that changes nothing, but fails once a file is there, which it takes away: so the next
 * task that computes fails, in whatever process, and no other.
 *
 * @param file whose presence means that
 */
public record FailOnce(String file) implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    try {
      if (Files.deleteIfExists(Path.of(file))) {
        throw new IllegalStateException("planted");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {}
}
