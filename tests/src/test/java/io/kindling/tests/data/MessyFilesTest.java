package io.kindling.tests.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void namesInOtherEncodingsAreNotGarbled() throws IOException {
    for (MessyFile file :
        MessyFiles.all().filter(f -> f.toString().startsWith("umlauts")).toList()) {
      Files.write(folder.resolve("data.csv"), file.bytes());
      try {
        train("data.csv", file);
      } catch (InvalidInputException e) {
        assertFalse(Objects.requireNonNull(e.getMessage()).contains("\uFFFD"), e.getMessage());
        continue;
      }
      assertTrue(TRAINING.manifest().contains("größe"), file.toString());
    }
  }

  @Test
  void aFolderThatSparkWroteIsReadAsOneFile() throws IOException {
    String[] lines = PlainTable.CSV.split("(?<=\n)", -1);
    write("in/_SUCCESS", "");
    write("in/.part-00001.csv.crc", "crc");
    write("in/part-00000.csv", "");
    write("in/part-00001.csv", String.join("", Stream.of(lines).limit(10).toList()));
    write("in/part-00002.csv", lines[0] + String.join("", Stream.of(lines).skip(10).toList()));
    write("in/part-00003.csv", lines[0]);
    MessyFile plain = MessyFile.of("plain", PlainTable.CSV);
    assertEquals(plain(plain), train("in", plain));
  }

  @Test
  void foldersNamedByKeyAndValueGiveAColumnOrAreRefused() throws IOException {
    StringBuilder plain = new StringBuilder("width,height,kind\n");
    for (int kind = 0; kind < PlainTable.CLASSES; kind++) {
      StringBuilder part = new StringBuilder("width,height\n");
      String end = "," + kind;
      PlainTable.CSV
          .lines()
          .filter(line -> line.endsWith(end))
          .forEach(
              line -> {
                plain.append(line).append('\n');
                part.append(line, 0, line.length() - end.length()).append('\n');
              });
      write("in/kind=%s/part-00000.csv".formatted(kind), part.toString());
    }
    MessyFile file = MessyFile.of("plain", "").saying(plain.toString());
    String found;
    try {
      found = train("in", file);
    } catch (InvalidInputException e) {
      assertTrue(Objects.requireNonNull(e.getMessage()).matches(".*/in.*kind=.*"), e.getMessage());
      return;
    }
    assertEquals(plain(file), found);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private String train(String path, MessyFile file) throws IOException {
    return TRAINING.sha256(folder, path, file.settings(), file.outputs());
  }

  private String plain(MessyFile file) throws IOException {
    return TRAINING.sha256OfPlain(folder, file.plain(), file.settingsOfBoth(), file.outputs());
  }
}
