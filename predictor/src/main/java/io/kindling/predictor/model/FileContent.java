package io.kindling.predictor.model;

import java.io.IOException;
import java.io.OutputStream;

/** What a file consists of. */
@FunctionalInterface
public interface FileContent {
  /** Writes all of it; the caller closes {@code out}. */
  void writeTo(OutputStream out) throws IOException;
}
