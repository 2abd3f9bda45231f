package io.kindling.tests.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as people have them give, to the bit, the model of the plain file that says the same; a few
 * may be refused instead, by a line that says what they are.
 */
class MessyFilesTest {
  @RegisterExtension static final OneEpoch TRAINING = new OneEpoch();

  @TempDir private Path folder;

  static Stream<MessyFile> files() {
    return MessyFiles.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsReadAsThePlainOneOrRefused(MessyFile file) throws IOException {
    Files.write(folder.resolve("data.csv"), file.bytes());
    String found;
    try {
      found = train("data.csv", file);
    } catch (InvalidInputException e) {
      Pattern refusal = file.refusal();
      if (refusal == null) {
        throw e;
      }
      String line = Objects.requireNonNull(e.getMessage());
      assertTrue(refusal.matcher(line).matches(), line);
      return;
    }
    assertEquals(plain(file), found);
  }

  private String train(String path, MessyFile file) throws IOException {
    return TRAINING.sha256(folder, path, file.settings(), file.outputs());
  }

  private String plain(MessyFile file) throws IOException {
    return TRAINING.sha256OfPlain(folder, file.plain(), file.settingsOfBoth(), file.outputs());
  }
}
