package io.kindling.predictor.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A model in a folder of this machine, where a manifest is moved over the one before at once. */
record LocalModelFolder(Path folder) implements ModelSource {
  @Override
  public byte[] readManifest() throws IOException {
    try (InputStream in = open(ModelManifest.FILE)) {
      return ModelManifest.readBytes(
          folder.resolve(ModelManifest.FILE).toString(), in, length(ModelManifest.FILE));
    }
  }

  @Override
  public boolean hasModelIn(String name) {
    return Files.isRegularFile(folder.resolve(name).resolve(ModelManifest.FILE));
  }

  @Override
  public InputStream openWeights(String name) throws IOException {
    return open(name);
  }

  private InputStream open(String name) throws IOException {
    try {
      return Files.newInputStream(folder.resolve(name));
    } catch (NoSuchFileException | NotDirectoryException e) {
      FileNotFoundException missing = new FileNotFoundException(e.getMessage());
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public long weightsBytes(String name) throws IOException {
    return length(name);
  }

  private long length(String name) throws IOException {
    try {
      return Files.size(folder.resolve(name));
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(e.getMessage());
      missing.initCause(e);
      throw missing;
    }
  }
}
