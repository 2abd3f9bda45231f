package io.kindling.predictor.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The files of a model, wherever they lie. */
public interface ModelSource {
  /**
   * The manifest's bytes.
   *
   * @throws FileNotFoundException when there is no model
   */
  byte[] readManifest() throws IOException;

  /** Whether there is a model in a folder within; false where nobody can tell. */
  default boolean hasModelIn(String name) throws IOException {
    return false;
  }

  /**
   * Opens the weights of this name.
   *
   * @throws FileNotFoundException when they are gone
   */
  InputStream openWeights(String name) throws IOException;

  /** The length of the weights of this name. */
  long weightsBytes(String name) throws IOException;
}
