package io.kindling.tests.fuzz;

import io.kindling.predictor.model.Safetensors;
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

/** Files of the safetensors format, as models and checkpoints have them. */
record WeightFiles(List<Input> seeds) implements Format {
  static final String ENDING = ".safetensors";
  private static final int LENGTH = 8;

  @Override
  public String name() {
    return "safetensors";
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
      Safetensors.read(file.toString(), in, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
