package io.kindling.tests.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files of the safetensors format.
 *
 * @param name by whom they are read
 * @param reader of models and checkpoints, or of what others wrote
 */
record WeightFiles(String name, List<Input> seeds, Reader reader) implements Format {
  static final String ENDING = ".safetensors";
  private static final int LENGTH = 8;

  /** Reads a file of so many bytes. */
  interface Reader {
    Object read(String name, InputStream in, long bytes) throws IOException;
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String file = seed.names().get(0);
    return Input.of(file, deep(seed.file(file), mutator));
  }

  /** Another header of JSON, whose length is right; or other values. */
  static byte[] deep(byte[] bytes, Mutator mutator) {
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (mutator.chance(4)) {
      return mutator.inside(bytes, LENGTH + header, bytes.length);
    }
    byte[] json =
        new JsonMutator(mutator, JsonParts.NONE)
            .change(Arrays.copyOfRange(bytes, LENGTH, LENGTH + header));
    ByteBuffer changed =
        ByteBuffer.allocate(LENGTH + json.length + bytes.length - LENGTH - header)
            .order(ByteOrder.LITTLE_ENDIAN);
    changed.putLong(json.length).put(json).put(bytes, LENGTH + header, changed.remaining());
    return changed.array();
  }

  @Override
  public Optional<String> read(Path folder) {
    Path file = folder.resolve(seeds.get(0).names().get(0));
    try (InputStream in = Files.newInputStream(file)) {
      reader.read(file.toString(), in, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
