package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** OpenBLAS as it is published, which stands for one of the system's: both bear the same name. */
final class PublishedOpenBlas {
  private PublishedOpenBlas() {}

  /** The library. */
  static Path library() throws IOException {
    return unpacked("libopenblas.so.0");
  }

  /** A file of the artifact for this platform. */
  static Path unpacked(String name) throws IOException {
    return Objects.requireNonNull(OpenBlasLibrary.unpack(name), name).toPath();
  }
}
