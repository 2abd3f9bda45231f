package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given in place of a config file of this machine. */
class LocalConfigFileTest {
  @TempDir private Path folder;

  private static String refusal(Path file) {
    var error = assertThrows(InvalidInputException.class, () -> RunConfig.read(file, Map.of()));
    return String.valueOf(error.getMessage());
  }

  @Test
  void aFolderIsCalledOne() {
    assertEquals(
        folder + ": found a folder, expected a config file that can be read", refusal(folder));
  }

  @Test
  void aLinkToItselfIsToldWithoutNamesOfClasses() throws IOException {
    Path link = folder.resolve("link.yaml");
    Files.createSymbolicLink(link, link);
    String message = refusal(link);
    assertTrue(message.startsWith(link + ": found Too many levels of symbolic links"), message);
  }

  /** Such as that of the rows, given by mistake. */
  @Test
  void aFileFarTooLongIsNotReadToItsEnd() throws IOException {
    Path file = folder.resolve("rows.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertEquals(file + ": found more than 16777216 bytes, expected a config file", refusal(file));
  }
}
